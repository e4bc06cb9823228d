import type { Records } from './invariants.ts';

export const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
export const ID = 'ord_1';

export const STANDING = {
  paymentStatus: 'partially-refunded',
  amounts: {
    ...{ totalMinor: 750, authorizedMinor: 750, capturedMinor: 750 },
    ...{ refundedMinor: 250, owedMinor: 0 },
  },
};

const facts: [string, object][] = [
  ['OrderPlaced.v2', { customerId: 'c1', lines: [{ sku: 'A', quantity: 3 }], total: gbp(750) }],
  ['OrderConfirmed.v1', { total: gbp(750) }],
  [
    'OrderShipped.v1',
    { status: 'shipped', lines: [{ sku: 'A', quantity: 3 }], captureAmount: gbp(750) },
  ],
  [
    'OrderReturnRequested.v2',
    {
      status: 'shipped',
      returnId: 'ret_1',
      lines: [{ sku: 'A', quantity: 1 }],
      refundAmount: gbp(250),
    },
  ],
  ['OrderReturned.v1', { status: 'partially-returned', returnId: 'ret_1', standing: STANDING }],
];

export const taken = (units: object): Records['taken'][0] => ({
  orderId: ID,
  sku: 'A',
  reserved: 0,
  dispatched: 0,
  leftAtCommit: false,
  ...units,
});

export const carried = (units: object): Records['carried'][0] => ({
  ...{ orderId: ID, sku: 'A', location: 'main' },
  ...{ shipped: 3, sellable: 1, quarantine: 0, scrap: 0, ...units },
});

/**
 * Consistent records: a product of ten units and one order of three units, shipped, one of them
 * returned.
 */
const done = { orderId: ID, status: 'done', foreign: false, refundKind: null };

export function consistent(): Records {
  const events = facts.map(([type, data], index) => ({
    id: `${ID}:${index + 1}`,
    stream: ID,
    seq: index + 1,
    type,
    data,
  }));
  return {
    events,
    summaries: [
      {
        orderId: ID,
        status: 'partially-returned',
        version: 5,
        customerId: 'c1',
        totalMinor: 750,
        ...{ confirmedMinor: 750, currency: 'GBP', tags: null, standing: STANDING },
      },
    ],
    stock: [{ sku: 'A', location: 'main', onHand: 8, reserved: 0, quarantined: 1 }],
    movements: [{ sku: 'A', location: 'main', onHand: 8, reserved: 0, quarantined: 1 }],
    allocated: [],
    taken: [taken({ dispatched: 2 })],
    carried: [carried({})],
    reservations: [{ orderId: ID, status: 'committed', held: 0 }],
    backorders: [],
    payments: [
      {
        orderId: ID,
        status: 'authorized',
        amountMinor: 750,
        capturedMinor: 750,
        refundedMinor: 250,
        disputedMinor: 0,
        voidConfirmed: false,
      },
    ],
    operations: [
      { operationId: 'shp_1', kind: 'capture', amountMinor: 750, movedMinor: 750, ...done },
      { operationId: 'ret_1', kind: 'refund', amountMinor: 250, movedMinor: 250, ...done },
    ],
    ledger: [
      { orderId: ID, operationId: 'shp_1', currency: 'GBP', debit: 750, credit: 750, moved: 750 },
      { orderId: ID, operationId: 'ret_1', currency: 'GBP', debit: 250, credit: 250, moved: 250 },
    ],
    disputes: [],
    withheld: [],
    unpublished: [],
    book: [
      {
        reference: ID,
        status: 'authorized',
        amount: gbp(750),
        moves: [
          { kind: 'capture', operationId: 'shp_1', amount: gbp(750), status: 'done' },
          { kind: 'refund', operationId: 'ret_1', amount: gbp(250), status: 'done' },
        ],
      },
    ],
    inbox: [
      ...events.map(({ id }) => ({ consumer: 'order-summary', eventId: id, count: 1 })),
      { consumer: 'reservation', eventId: `${ID}:2`, count: 1 },
      { consumer: 'payment', eventId: `${ID}:3`, count: 1 },
      { consumer: 'payment-rest', eventId: `${ID}:3`, count: 1 },
    ],
    deadLetters: [],
  };
}

/** A declined order after compensation, which keeps neither units nor money. */
export function declined(): Records {
  const empty = Object.fromEntries(Object.keys(consistent()).map((key) => [key, []]));
  const data = { lines: [{ sku: 'A', quantity: 3 }], total: gbp(750) };
  return {
    ...(empty as unknown as Records),
    events: [
      { id: `${ID}:1`, stream: ID, seq: 1, type: 'OrderPlaced.v2', data },
      { id: `${ID}:2`, stream: ID, seq: 2, type: 'OrderRejected.v1', data: {} },
    ],
    summaries: [
      {
        orderId: ID,
        status: 'rejected',
        version: 2,
        customerId: null,
        totalMinor: 750,
        ...{ confirmedMinor: null, currency: 'GBP', tags: null, standing: null },
      },
    ],
    inbox: ['order-summary 1', 'order-summary 2', 'reservation 2', 'payment 2'].map((row) => {
      const [consumer = '', seq] = row.split(' ');
      return { consumer, eventId: `${ID}:${seq}`, count: 1 };
    }),
  };
}

export const alter = <K extends keyof Records>(key: K, change: object) => {
  const records = consistent();
  const [first, ...rest] = records[key] as object[];
  return { ...records, [key]: [{ ...first, ...change }, ...rest] } as Records;
};
