/** The consumer that applies every event of every order to the read models, as the inbox names it. */
export const SUMMARY_CONSUMER = 'order-summary';

/** A table that is derived from the events of orders. */
export interface ReadModel {
  table: string;
  key: readonly string[];
  /** Columns that the events determine; a rebuild leaves the others as they are. */
  derived: readonly string[];
}

/** The tables that this app derives from its streams, and can therefore rebuild. */
export const readModels = [
  {
    table: 'order_summaries',
    key: ['order_id'],
    derived: [
      'status',
      'version',
      'changed_at',
      'customer_id',
      'total_minor',
      'currency',
      'placed_at',
      'confirmed_minor',
      'number',
      'standing',
      'tags',
      'reference',
    ],
  },
  { table: 'order_products', key: ['sku_key', 'order_id'], derived: ['since_version'] },
  {
    table: 'order_sagas',
    key: ['order_id', 'saga', 'return_id'],
    derived: ['version', 'state', 'changed_at', 'step', 'reason', 'compensating'],
  },
  {
    table: 'repair_audit',
    key: ['event_id'],
    derived: [
      'order_id',
      'return_id',
      'at',
      'done_by',
      'action',
      'saga',
      'step',
      'reason',
      'note',
      'personal',
    ],
  },
] as const satisfies ReadModel[];
