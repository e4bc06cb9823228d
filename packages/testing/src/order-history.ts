/** An amount in whole minor units. */
export interface Money {
  amountMinor: number;
  currency: string;
}

/** An event as stored in its row. */
export interface StoredEvent {
  id: string;
  type: string;
  stream: string;
  seq: number;
  data: object;
}

/** One order's events, oldest first. */
export interface OrderHistory {
  orderId: string;
  events: StoredEvent[];
}

/** The status of an order after events that carry none. */
const statusByType: Record<string, string> = {
  'OrderPlaced.v1': 'placed',
  'OrderPlaced.v2': 'placed',
  'OrderConfirmed.v1': 'confirmed',
  'OrderRejected.v1': 'rejected',
  'OrderCancelling.v1': 'cancelling',
  'OrderCancelled.v1': 'cancelled',
};

/**
 * The status after the events: that of the last event that carries one or whose type implies one.
 */
export function statusAfter(events: StoredEvent[]): string {
  let status = 'absent';
  for (const { type, data } of events) {
    status = (data as { status?: string }).status ?? statusByType[type] ?? status;
  }
  return status;
}

/**
 * The unfinished work of an order according to its events: its placement, its cancellation, and
 * each received return and each refund. Parked work does not count, and a refund that needs approval
 * neither: it waits for a person.
 */
export function pendingWork({ events }: OrderHistory): string[] {
  const open = new Set<string>();
  const starts =
    /^Order(Placed|EditStarted|Cancelling|ReturnReceived|RefundRequested|RefundApproved|RepairStarted)\./;
  const ends =
    /^Order(Confirmed|Edited|EditDeclined|Rejected|Cancelled|Returned|ReturnDeclined|Refunded|RefundDeclined|Parked)\./;
  for (const { type, data } of events) {
    const fact = data as {
      returnId?: string;
      refundId?: string;
      editId?: string;
      needsApproval?: boolean;
      shipmentId?: string;
    };
    // A decision about a shipment, behind which no workflow stands.
    if (type.startsWith('OrderRepairStarted.') && fact.shipmentId !== undefined) continue;
    const what = fact.returnId ?? fact.refundId ?? fact.editId ?? 'the order itself';
    if (starts.test(type) && fact.needsApproval !== true) open.add(what);
    if (ends.test(type)) open.delete(what);
  }
  return [...open];
}

type SaidAmount =
  'totalMinor' | 'authorizedMinor' | 'capturedMinor' | 'refundedMinor' | 'owedMinor';

/** The amounts that an order's payment must have according to its events, in minor units. */
export function amountsOf({ events }: OrderHistory): {
  /** The authorized amount; undefined if the order is not confirmed or has ended. */
  authorizedMinor: number | undefined;
  /** Whether less will be captured than was authorized, so that the rest is voided. */
  restIsVoided: boolean;
  /** The provider no longer holds what was not captured. */
  hasLapsed: boolean;
  shippedMinor: number;
  returnedMinor: number;
  /** Refunds without a return that were made, by id. */
  refunds: Map<string, number>;
  /** The amounts that the last event says; undefined if the events are older than that. */
  said: Record<SaidAmount, number> | undefined;
} {
  const { shippedMinor, returnedMinor, refunds } = movedMoney(events);
  let authorizedMinor: number | undefined;
  let captureTotal: number | undefined;
  let hasLapsed = false;
  let said: Record<SaidAmount, number> | undefined;
  for (const { type, data } of events) {
    const fact = data as {
      standing?: { amounts: Record<SaidAmount, number> };
      total: Money;
      authorizedMinor?: number;
      captureTotal?: Money;
      kind?: string;
    };
    captureTotal = fact.captureTotal?.amountMinor ?? captureTotal;
    said = fact.standing?.amounts ?? said;
    switch (type) {
      case 'OrderConfirmed.v1':
        authorizedMinor = fact.total.amountMinor;
        break;
      case 'OrderEdited.v1':
        authorizedMinor = fact.authorizedMinor ?? authorizedMinor;
        hasLapsed &&= fact.authorizedMinor === undefined;
        break;
      case 'OrderPaymentChanged.v1':
        hasLapsed ||= fact.kind === 'authorization-ended';
        break;
      case 'OrderCancelled.v1':
      case 'OrderRejected.v1':
        authorizedMinor = undefined;
        break;
    }
  }
  const restIsVoided = captureTotal !== undefined && captureTotal < (authorizedMinor ?? 0);
  const moved = { shippedMinor, returnedMinor, refunds };
  return { authorizedMinor, restIsVoided, hasLapsed, ...moved, said };
}

/** What the order captured for shipments and gave back, minor units. */
function movedMoney(events: StoredEvent[]): {
  shippedMinor: number;
  returnedMinor: number;
  refunds: Map<string, number>;
} {
  let shippedMinor = 0;
  let returnedMinor = 0;
  const ofReturns = new Map<string, number>();
  const refunds = new Map<string, number>();
  for (const { type, data } of events) {
    const fact = data as {
      captureAmount: Money;
      refundAmount: Money;
      restAmount: Money;
      refunded?: Money;
      returnId: string;
      partId: string;
      refundId: string;
      amount: Money;
    };
    switch (type) {
      case 'OrderShipped.v1':
        shippedMinor += fact.captureAmount.amountMinor;
        break;
      case 'OrderReturnRequested.v1':
      case 'OrderReturnRequested.v2':
      case 'OrderReturnReceived.v2':
        ofReturns.set(fact.returnId, fact.refundAmount.amountMinor);
        break;
      case 'OrderReturnSplit.v1':
        ofReturns.set(fact.partId, fact.refundAmount.amountMinor);
        ofReturns.set(fact.returnId, fact.restAmount.amountMinor);
        break;
      case 'OrderReturned.v1':
        returnedMinor += fact.refunded?.amountMinor ?? ofReturns.get(fact.returnId) ?? 0;
        break;
      case 'OrderRefunded.v1':
        refunds.set(fact.refundId, (fact.refunded ?? fact.amount).amountMinor);
        break;
    }
  }
  return { shippedMinor, returnedMinor, refunds };
}
