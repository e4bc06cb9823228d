import { canonicalSku } from '@commerce/contracts/sku';

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

type Units = { sku: string; quantity: number };

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

/** Whether its authorization has ended at the provider and no other one has taken its place. */
export function hasLapsed({ events }: OrderHistory): boolean {
  const last = events.findLast(
    ({ type, data }) =>
      type === 'OrderReauthorized.v1' ||
      (type === 'OrderPaymentChanged.v1' &&
        (data as { kind?: string }).kind === 'authorization-ended'),
  );
  return last?.type === 'OrderPaymentChanged.v1';
}

/** The amounts that an order's payment must have according to its events, in minor units. */
export function amountsOf({ events }: OrderHistory): {
  /** The authorized amount; undefined if the order is not confirmed or has ended. */
  authorizedMinor: number | undefined;
  /** Whether less will be captured than was authorized, so that the rest is voided. */
  restIsVoided: boolean;
  shippedMinor: number;
  returnedMinor: number;
  /** Refunds without a return that were made, by id. */
  refunds: Map<string, number>;
} {
  let authorizedMinor: number | undefined;
  let captureTotal: number | undefined;
  let shippedMinor = 0;
  let returnedMinor = 0;
  const ofReturns = new Map<string, number>();
  const refunds = new Map<string, number>();
  for (const { type, data } of events) {
    const fact = data as {
      total: Money;
      authorizedMinor?: number;
      captureAmount: Money;
      captureTotal?: Money;
      refundAmount: Money;
      restAmount: Money;
      refunded?: Money;
      returnId: string;
      partId: string;
      refundId: string;
      amount: Money;
    };
    captureTotal = fact.captureTotal?.amountMinor ?? captureTotal;
    switch (type) {
      case 'OrderConfirmed.v1':
        authorizedMinor = fact.total.amountMinor;
        break;
      case 'OrderEdited.v1':
        authorizedMinor = fact.authorizedMinor ?? authorizedMinor;
        break;
      case 'OrderReauthorized.v1':
        authorizedMinor = fact.amount.amountMinor;
        break;
      case 'OrderCancelled.v1':
      case 'OrderRejected.v1':
        authorizedMinor = undefined;
        break;
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
  const restIsVoided = captureTotal !== undefined && captureTotal < (authorizedMinor ?? 0);
  return { authorizedMinor, restIsVoided, shippedMinor, returnedMinor, refunds };
}

function add(to: Map<string, number>, lines: Units[], sign: 1 | -1): void {
  for (const { sku, quantity } of lines) {
    const key = canonicalSku(sku);
    to.set(key, (to.get(key) ?? 0) + sign * quantity);
  }
}

/** Counts the units that an edit adds. */
function addEdited(
  counts: Record<'placed' | 'taken' | 'backordered', Map<string, number>>,
  { added = [], waiting = [] }: { added?: Units[]; waiting?: Units[] },
): void {
  add(counts.placed, added, 1);
  add(counts.taken, added, 1);
  add(counts.taken, waiting, -1);
  add(counts.backordered, waiting, 1);
}

/**
 * The units of each product, by the canonical form of its SKU, that an order has (ordered less shortfall, cancelled, backordered and
 * returned units), those of them that are with the customer, and the backordered ones, according to
 * its events. None once it has ended.
 */
export function unitsTaken({ events }: OrderHistory): {
  taken: Map<string, number>;
  /** Shipped less returned units. */
  shipped: Map<string, number>;
  backordered: Map<string, number>;
} {
  const placed = new Map<string, number>();
  const taken = new Map<string, number>();
  const shipped = new Map<string, number>();
  const backordered = new Map<string, number>();
  const returns = unitsOfReturns(events);
  for (const { type, data } of events) {
    const fact = data as {
      lines: Units[];
      cut?: Units[];
      waiting?: Units[];
      added?: Units[];
      returnId: string;
    };
    switch (type) {
      case 'OrderPlaced.v1':
      case 'OrderPlaced.v2':
        for (const counts of [placed, taken]) add(counts, fact.lines, 1);
        break;
      case 'OrderConfirmed.v1':
        add(taken, [...(fact.cut ?? []), ...(fact.waiting ?? [])], -1);
        add(backordered, fact.waiting ?? [], 1);
        break;
      case 'OrderEdited.v1':
        addEdited({ placed, taken, backordered }, fact);
        break;
      case 'OrderBackorderFilled.v1':
        add(taken, fact.lines, 1);
        add(backordered, fact.lines, -1);
        break;
      case 'OrderLinesCancelled.v1':
        for (const { sku, quantity } of fact.lines) {
          const fromBackorder = Math.min(quantity, backordered.get(canonicalSku(sku)) ?? 0);
          add(backordered, [{ sku, quantity: fromBackorder }], -1);
          add(taken, [{ sku, quantity: quantity - fromBackorder }], -1);
        }
        break;
      case 'OrderShipped.v1':
        add(shipped, fact.lines, 1);
        break;
      case 'OrderReturned.v1':
        add(taken, returns.get(fact.returnId) ?? [], -1);
        add(shipped, returns.get(fact.returnId) ?? [], -1);
        break;
      case 'OrderCancelled.v1':
      case 'OrderRejected.v1':
        for (const sku of placed.keys()) taken.set(sku, 0);
        backordered.clear();
        break;
    }
  }
  for (const counts of [taken, shipped]) add(counts, goneAnyway(events), 1);
  return { taken, shipped, backordered };
}

/** The units of each return by its id, as far as they arrived. */
function unitsOfReturns(events: StoredEvent[]): Map<string, Units[]> {
  const returns = new Map<string, Units[]>();
  for (const { type, data } of events) {
    const fact = data as { returnId: string; partId: string; lines: Units[]; received: Units[] };
    const { returnId, partId, lines } = fact;
    switch (type) {
      case 'OrderReturnRequested.v1':
      case 'OrderReturnRequested.v2':
        returns.set(returnId, lines);
        break;
      case 'OrderReturnSplit.v1': {
        const less = lines.map(({ sku, quantity }) => ({ sku, quantity: -quantity }));
        returns.set(partId, lines);
        returns.set(returnId, [...(returns.get(returnId) ?? []), ...less]);
        break;
      }
      case 'OrderReturnReceived.v2':
        returns.set(returnId, fact.received);
        break;
    }
  }
  return returns;
}

/** Units that left although they had been cancelled, and did not come back. */
function goneAnyway(events: StoredEvent[]): Units[] {
  return events.flatMap(({ type, data }) => {
    const { lines, outcome } = data as { lines: Units[]; outcome?: string };
    if (type === 'OrderShippedAnyway.v1') return lines;
    return outcome === 'restocked' && type === 'OrderShippedAnywaySettled.v1'
      ? lines.map(({ sku, quantity }) => ({ sku, quantity: -quantity }))
      : [];
  });
}
