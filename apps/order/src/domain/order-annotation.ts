import type { AnnotatedPart } from '@commerce/contracts/order/order-annotation';
import { MAX_METADATA, type Metadata } from '@commerce/contracts/order/order-parts';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { fulfilmentStatus } from './fulfilment.ts';
import { orderNotFound, type OrderDecision } from './order-decision.ts';
import type { EventData, Order, PresentOrder } from './order-state.ts';

/** Changes notes, tags and metadata of an order. What is absent stays. */
export interface AnnotateOrder {
  type: 'AnnotateOrder';
  /** The notes that `personal` changes. */
  notes?: readonly Extract<AnnotatedPart, 'customerNote' | 'internalNote'>[] | undefined;
  /** All personal data of the order after it, encrypted. */
  personal?: string | undefined;
  /** All tags after it. */
  tags?: string[] | undefined;
  /** The entries to set; null removes one. */
  metadata?: Record<string, string | null> | undefined;
  /** The account or the service client. */
  by: string;
  /** It is the customer of the order, whose note is read until the goods are packed. */
  byCustomer: boolean;
  now: string;
}

/**
 * Annotates an order in any status. Rejects with order-not-found, customer-note-closed or
 * too-much-metadata. What changes nothing has no event.
 */
export function annotateOrder(command: AnnotateOrder, order: Order): OrderDecision {
  const { notes = [], personal, tags, by, byCustomer, now } = command;
  if (order.status === 'absent') return orderNotFound();
  if (byCustomer && notes.length > 0 && !isBeforeDispatch(order)) {
    const detail = 'Units have shipped, or the order has ended: nobody would read the note.';
    return rejected('customer-note-closed', detail);
  }
  const { orderDetails } = order;
  const metadata = command.metadata && merged(orderDetails.metadata ?? {}, command.metadata);
  if (metadata && Object.keys(metadata).length > MAX_METADATA) {
    return rejected('too-much-metadata', `An order has at most ${MAX_METADATA} entries.`);
  }
  const newTags = tags && !isSame(tags, orderDetails.tags ?? []) ? tags : undefined;
  const newMetadata =
    metadata && !isSame(sorted(metadata), sorted(orderDetails.metadata ?? {}))
      ? metadata
      : undefined;
  const changed: AnnotatedPart[] = [
    ...notes,
    ...(newTags ? (['tags'] as const) : []),
    ...(newMetadata ? (['metadata'] as const) : []),
  ];
  if (changed.length === 0) return accepted();
  return accepted({
    type: 'OrderAnnotated.v1',
    data: {
      status: order.status === 'confirmed' ? fulfilmentStatus(order.fulfilment) : order.status,
      changed,
      ...(newTags && { tags: newTags }),
      ...(newMetadata && { metadata: newMetadata }),
      ...(notes.length > 0 && personal !== undefined && { personal }),
      by,
      annotatedAt: now,
    },
  });
}

/** Copies an annotation into the order. */
export function evolveAnnotated<T extends PresentOrder>(
  order: T,
  { tags, metadata, personal }: EventData<'OrderAnnotated.v1'>,
): T {
  return {
    ...order,
    orderDetails: {
      ...order.orderDetails,
      ...(tags && { tags }),
      ...(metadata && { metadata }),
      ...(personal !== undefined && { personal }),
    },
  };
}

function isBeforeDispatch(order: PresentOrder): boolean {
  if (order.status === 'confirmed') return order.fulfilment.shipments.length === 0;
  return order.status === 'placed';
}

function merged(known: Metadata, changes: Record<string, string | null>): Metadata {
  return Object.fromEntries(
    Object.entries<string | null>({ ...known, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    ),
  );
}

function sorted(metadata: Metadata): [string, string][] {
  return Object.entries(metadata).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
