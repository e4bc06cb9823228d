/** An amount in whole minor units. */
export interface Money {
  amountMinor: number;
  currency: string;
}

/** An event as its row in the store has it. */
export interface StoredEvent {
  id: string;
  type: string;
  stream: string;
  seq: number;
  data: object;
}

/** The events of one order, oldest first. */
export interface OrderStory {
  orderId: string;
  events: StoredEvent[];
}

type Units = { sku: string; quantity: number };

/** Where an order stands after events that do not say so themselves. */
const statusByType: Record<string, string> = {
  'OrderPlaced.v1': 'placed',
  'OrderPlaced.v2': 'placed',
  'OrderConfirmed.v1': 'confirmed',
  'OrderRejected.v1': 'rejected',
  'OrderCancelling.v1': 'cancelling',
  'OrderCancelled.v1': 'cancelled',
};

/** The status after the last event that has one: its own, or that of its type. */
export function statusAfter(events: StoredEvent[]): string {
  let status = 'absent';
  for (const { type, data } of events) {
    status = (data as { status?: string }).status ?? statusByType[type] ?? status;
  }
  return status;
}

/**
 * What of an order is on its way by its events alone: its placing, its cancellation, and each return
 * that has arrived. Parked work is not: it waits for a person.
 */
export function underWay({ events }: OrderStory): string[] {
  const open = new Set<string>();
  const begins = /^Order(Placed|Cancelling|ReturnReceived|RepairStarted)\./;
  const ends = /^Order(Confirmed|Rejected|Cancelled|Returned|ReturnDeclined|Parked)\./;
  for (const { type, data } of events) {
    const { returnId } = data as { returnId?: string };
    const what = returnId ?? 'the order itself';
    if (begins.test(type)) open.add(what);
    if (ends.test(type)) open.delete(what);
  }
  return [...open];
}

/** What an order owes its payment, by its events alone, minor units. */
export function amountsOf({ events }: OrderStory): {
  /** What is authorized; undefined for an order that is not confirmed or has ended. */
  authorizedMinor: number | undefined;
  /** Less will be captured than was authorized: the rest is given back. */
  restIsFree: boolean;
  shippedMinor: number;
  returnedMinor: number;
} {
  let authorizedMinor: number | undefined;
  let captureTotal: number | undefined;
  let shippedMinor = 0;
  let returnedMinor = 0;
  const refunds = new Map<string, number>();
  for (const { type, data } of events) {
    const fact = data as {
      total: Money;
      captureAmount: Money;
      captureTotal?: Money;
      refundAmount: Money;
      returnId: string;
    };
    captureTotal = fact.captureTotal?.amountMinor ?? captureTotal;
    switch (type) {
      case 'OrderConfirmed.v1':
        authorizedMinor = fact.total.amountMinor;
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
        refunds.set(fact.returnId, fact.refundAmount.amountMinor);
        break;
      case 'OrderReturned.v1':
        returnedMinor += refunds.get(fact.returnId) ?? 0;
        break;
    }
  }
  const restIsFree = captureTotal !== undefined && captureTotal < (authorizedMinor ?? 0);
  return { authorizedMinor, restIsFree, shippedMinor, returnedMinor };
}

/**
 * Units of each product that an order has taken from the stock and those it waits for, by its
 * events alone: ordered less cut, cancelled, waited for and returned; none once it has ended.
 */
export function unitsTaken({ events }: OrderStory): {
  taken: Map<string, number>;
  waiting: Map<string, number>;
} {
  const placed = new Map<string, number>();
  const taken = new Map<string, number>();
  const waiting = new Map<string, number>();
  const returns = new Map<string, Units[]>();
  const add = (to: Map<string, number>, lines: Units[], sign: 1 | -1) => {
    for (const { sku, quantity } of lines) to.set(sku, (to.get(sku) ?? 0) + sign * quantity);
  };
  for (const { type, data } of events) {
    const fact = data as { lines: Units[]; cut?: Units[]; waiting?: Units[]; returnId: string };
    switch (type) {
      case 'OrderPlaced.v1':
      case 'OrderPlaced.v2':
        add(placed, fact.lines, 1);
        add(taken, fact.lines, 1);
        break;
      case 'OrderConfirmed.v1':
        add(taken, [...(fact.cut ?? []), ...(fact.waiting ?? [])], -1);
        add(waiting, fact.waiting ?? [], 1);
        break;
      case 'OrderBackorderFilled.v1':
        add(taken, fact.lines, 1);
        add(waiting, fact.lines, -1);
        break;
      case 'OrderLinesCancelled.v1':
        for (const { sku, quantity } of fact.lines) {
          const dropped = Math.min(quantity, waiting.get(sku) ?? 0);
          add(waiting, [{ sku, quantity: dropped }], -1);
          add(taken, [{ sku, quantity: quantity - dropped }], -1);
        }
        break;
      case 'OrderReturnRequested.v1':
      case 'OrderReturnRequested.v2':
        returns.set(fact.returnId, fact.lines);
        break;
      case 'OrderReturned.v1':
        add(taken, returns.get(fact.returnId) ?? [], -1);
        break;
      case 'OrderCancelled.v1':
      case 'OrderRejected.v1':
        for (const sku of placed.keys()) taken.set(sku, 0);
        waiting.clear();
        break;
    }
  }
  return { taken, waiting };
}
