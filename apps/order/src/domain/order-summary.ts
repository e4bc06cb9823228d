import type { OrderStatus } from '@commerce/contracts/order/order-api';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { OrderStanding } from '@commerce/contracts/order/order-standing';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { standingOf } from './order-standing.ts';
import type { OrderDetails } from './order-state.ts';

/** What the row of an order in the list gets from some of its events, in any order. */
export interface SummaryPatch {
  orderId: string;
  /** Of the newest event seen. */
  status: OrderStatus;
  version: number;
  changedAt: string;
  /** From OrderPlaced; undefined until that event has been seen. */
  orderDetails?: {
    customerId?: string;
    totalMinor: number;
    currency: string;
    placedAt: string;
    number?: string;
    reference?: string;
  };
  /** Of the newest event that says it, and its version; older events do not say it. */
  standing?: OrderStanding & { version: number };
  /** Of the newest event that says them, and its version. */
  tags?: { version: number; tags: string[] };
  /** From OrderConfirmed.v1: lower than the placed total if there was a shortfall. */
  confirmedMinor?: number;
}

/** The status after an event; `carried`: the event carries it. */
const statusAfter: Record<OrderEvent['type'], OrderStatus | 'carried'> = {
  'OrderPlaced.v1': 'placed',
  'OrderPlaced.v2': 'placed',
  'OrderPaymentActionRequired.v1': 'placed',
  'OrderPaymentAttempted.v1': 'placed',
  'OrderBackorderFillNoted.v1': 'placed',
  'OrderConfirmed.v1': 'confirmed',
  'OrderRejected.v1': 'rejected',
  'OrderCancelling.v1': 'cancelling',
  'OrderCancelled.v1': 'cancelled',
  'OrderBackorderFilled.v1': 'carried',
  'OrderLinesCancelled.v1': 'carried',
  'OrderEditStarted.v1': 'carried',
  'OrderEdited.v1': 'carried',
  'OrderEditDeclined.v1': 'carried',
  'OrderPersonalDataReplaced.v1': 'carried',
  'OrderReauthorized.v1': 'carried',
  'OrderShipped.v1': 'carried',
  'OrderCaptureRefused.v1': 'carried',
  'OrderCaptureGivenUp.v1': 'carried',
  'OrderShippedAnyway.v1': 'carried',
  'OrderShippedAnywaySettled.v1': 'carried',
  'OrderPaymentChanged.v1': 'carried',
  'OrderDelivered.v1': 'carried',
  'OrderReturnRequested.v1': 'carried',
  'OrderReturnRequested.v2': 'carried',
  'OrderReturnSplit.v1': 'carried',
  'OrderReturnReceived.v1': 'carried',
  'OrderReturnReceived.v2': 'carried',
  'OrderReturned.v1': 'carried',
  'OrderReturnDeclined.v1': 'carried',
  'OrderReturnDeclineExplained.v1': 'carried',
  'OrderReturnWithdrawn.v1': 'carried',
  'OrderReturnClosed.v1': 'carried',
  'OrderRefundRequested.v1': 'carried',
  'OrderRefundApproved.v1': 'carried',
  'OrderRefunded.v1': 'carried',
  'OrderRefundDeclined.v1': 'carried',
  'OrderAnnotated.v1': 'carried',
  'OrderParked.v1': 'carried',
  'OrderRepairStarted.v1': 'carried',
};

/** The event types that the list is built from. */
export const summarizedTypes = Object.keys(statusAfter);

/**
 * One patch per order from a batch of events. Merging patches is commutative: the newest event gives
 * the status, the first one gives the rest, so any order and any repetition gives the same row.
 */
export function summarize(events: StreamEvent[]): SummaryPatch[] {
  const patches = new Map<string, SummaryPatch>();
  for (const stored of events) {
    const event = stored as StreamEvent & OrderEvent;
    const known = patches.get(event.stream);
    const newer = known === undefined || event.seq > known.version;
    const patch: SummaryPatch = newer
      ? {
          ...known,
          orderId: event.stream,
          status: statusOf(event),
          version: event.seq,
          changedAt: event.at,
        }
      : known;
    const standing = standingAfter(event);
    if (standing !== undefined && event.seq > (patch.standing?.version ?? 0)) {
      patch.standing = { ...standing, version: event.seq };
    }
    const tags = 'tags' in event.data ? event.data.tags : undefined;
    if (tags !== undefined && event.seq > (patch.tags?.version ?? 0)) {
      patch.tags = { version: event.seq, tags };
    }
    if (event.type === 'OrderConfirmed.v1') patch.confirmedMinor = event.data.total.amountMinor;
    if (event.type === 'OrderPlaced.v1' || event.type === 'OrderPlaced.v2') {
      const { customerId, total, placedAt, number, reference }: OrderDetails = event.data;
      patch.orderDetails = {
        ...(number === undefined ? {} : { number }),
        ...(reference === undefined ? {} : { reference }),
        ...(customerId === undefined ? {} : { customerId }),
        totalMinor: total.amountMinor,
        currency: total.currency,
        placedAt,
      };
    }
    patches.set(event.stream, patch);
  }
  return [...patches.values()];
}

function standingAfter(event: OrderEvent): OrderStanding | undefined {
  if (event.type === 'OrderPlaced.v1' || event.type === 'OrderPlaced.v2') {
    return standingOf({ status: 'placed', orderDetails: event.data });
  }
  return 'standing' in event.data ? event.data.standing : undefined;
}

function statusOf(event: OrderEvent): OrderStatus {
  if ('status' in event.data && event.data.status !== undefined) return event.data.status;
  const status = statusAfter[event.type];
  if (status === 'carried') throw new Error(`${event.type} carries no status`);
  return status;
}
