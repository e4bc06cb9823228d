/** Units by product. */
export type Units = Record<string, number>;

export type Policy = 'all' | 'partial' | 'backorder' | 'split';

export type Disposition = 'sellable' | 'quarantine' | 'scrap';

/** What a unit of every product costs, minor units. No order has other charges. */
export const PRICE_MINOR = 250;

export interface ModelReturn {
  status: 'requested' | 'arrived' | 'declined' | 'withdrawn' | 'closed';
  /** What is announced, or what arrived; none if the customer keeps it. */
  units: Units;
  to: Disposition;
  /** What goes back for units that arrived, minor units. */
  refundMinor: number;
}

/** The state of an order in a small model that shares no code with the platform. */
export interface ModelOrder {
  status: 'confirmed' | 'rejected' | 'cancelled';
  policy: Policy;
  /** Units that were asked for, also those that were short. */
  ordered: Units;
  /** Units that the customer pays for if nothing is cancelled. */
  quantity: Units;
  cancelled: Units;
  waiting: Units;
  shipments: { units: Units; delivered: boolean }[];
  returns: ModelReturn[];
  /** Refunds without a return, minor units. */
  refunds: number[];
  /** Parcels that left although their units were cancelled. */
  leftAnyway: { units: Units; outcome: 'open' | 'restocked' | 'written-off' }[];
  /** What was authorized, minor units. */
  authorizedMinor: number;
  tags: string[];
}

/** What is known of the payment of an order from outside, and decides what its commands may answer. */
export interface ModelPayment {
  /** The provider no longer holds the money of what has not shipped. */
  lapsed: boolean;
  /** Money moved that the order did not ask for: what is left to refund depends on when it learns that. */
  foreign: boolean;
  /** What the card authorizes at most, minor units. */
  limitMinor: number;
  /** The provider may give no clear answer for longer than anybody waits. */
  shaky: boolean;
}

export type ModelCommand =
  | { do: 'cancel' }
  | { do: 'cancel-lines'; units: Units }
  /** `set`: lines with the units that they shall have; `add`: new lines. */
  | { do: 'edit'; set: Units; add: Units; address: boolean }
  | { do: 'ship'; units?: Units | undefined }
  | { do: 'left-anyway'; units?: Units | undefined }
  | { do: 'settle'; which: number; outcome: 'restocked' | 'written-off' }
  | { do: 'deliver'; shipment: number }
  | { do: 'request-return'; units?: Units | undefined }
  | { do: 'end-return'; which: number; as: 'declined' | 'withdrawn' | 'closed' }
  /** Without units, all that are announced. `wrong` ones are not what was sold. */
  | {
      do: 'receive-return';
      which: number;
      units?: Units | undefined;
      wrong: Units;
      to: Disposition;
      feeMinor?: number | undefined;
      refundShipping: boolean;
    }
  | { do: 'refund'; amountMinor: number }
  | { do: 'annotate'; tags: string[] };

/** The order after an accepted command, or the problem code of a refused one. */
export type ModelAnswer = { ok: true; order: ModelOrder } | { ok: false; code: string };

export const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
const total = (units: Units) => sum(Object.values(units));
export const count = (units: Units, sku: string) => units[sku] ?? 0;
const sumOf = (parts: { units: Units }[], sku: string) =>
  sum(parts.map(({ units }) => count(units, sku)));
const skusOf = ({ quantity }: ModelOrder) => Object.keys(quantity);
export const unitsOf = (skus: string[], countOf: (sku: string) => number): Units =>
  Object.fromEntries(
    skus.map((sku) => [sku, countOf(sku)] as const).filter(([, units]) => units > 0),
  );
const plus = (a: Units, b: Units) =>
  unitsOf(
    [...new Set([...Object.keys(a), ...Object.keys(b)])],
    (sku) => count(a, sku) + count(b, sku),
  );
const isMore = (asked: Units, than: (sku: string) => number) =>
  Object.keys(asked).some((sku) => count(asked, sku) > than(sku));

const leftOf = (order: ModelOrder, sku: string) =>
  count(order.quantity, sku) - count(order.cancelled, sku);
export const shippedOf = (order: ModelOrder, sku: string) => sumOf(order.shipments, sku);
/** Units that can still ship or be cancelled. */
export const openOf = (order: ModelOrder, sku: string) =>
  leftOf(order, sku) - shippedOf(order, sku);
const shippableOf = (order: ModelOrder, sku: string) =>
  openOf(order, sku) - count(order.waiting, sku);
const arrivedOf = (
  order: ModelOrder,
  sku: string,
  to: Disposition[] = ['sellable', 'quarantine', 'scrap'],
) =>
  sumOf(
    order.returns.filter((one) => one.status === 'arrived' && to.includes(one.to)),
    sku,
  );
const returnableOf = (order: ModelOrder, sku: string) =>
  shippedOf(order, sku) - sumOf(order.returns, sku);
const pricedAt = (units: number) => units * PRICE_MINOR;

/** What an order costs, what was captured for its shipments and what goes back, minor units. */
export function amountsOf(order: ModelOrder) {
  const of = (countOf: (order: ModelOrder, sku: string) => number) =>
    pricedAt(sum(skusOf(order).map((sku) => countOf(order, sku))));
  const refundedMinor = sum(order.returns.map((one) => one.refundMinor)) + sum(order.refunds);
  return { totalMinor: of(leftOf), capturedMinor: of(shippedOf), refundedMinor };
}

/** Units of a product that an order keeps from others, once nothing is pending. */
export function stockOf(order: ModelOrder, sku: string) {
  const isLive = order.status === 'confirmed';
  const anyway = order.leftAnyway.filter(({ outcome }) => outcome !== 'restocked');
  return {
    reserved: isLive ? shippableOf(order, sku) : 0,
    /** Left the shelf, and did not come back. */
    gone:
      shippedOf(order, sku) -
      arrivedOf(order, sku, ['sellable', 'quarantine']) +
      sumOf(anyway, sku),
    quarantined: arrivedOf(order, sku, ['quarantine']),
  };
}

const isAllCancelled = (order: ModelOrder) =>
  skusOf(order).every((sku) => openOf(order, sku) === 0);

/** The order's status once every received return is refunded. */
export function statusOf(order: ModelOrder): string {
  if (order.status !== 'confirmed') return order.status;
  const of = (countOf: (order: ModelOrder, sku: string) => number) =>
    sum(skusOf(order).map((sku) => countOf(order, sku)));
  const shipped = of(shippedOf);
  const returned = of((one, sku) => arrivedOf(one, sku));
  if (shipped === 0) return 'confirmed';
  if (returned > 0)
    return returned === shipped && of(openOf) === 0 ? 'returned' : 'partially-returned';
  if (of(openOf) > 0) return 'partially-shipped';
  return order.shipments.every(({ delivered }) => delivered) ? 'delivered' : 'shipped';
}

const refused = (code: string): ModelAnswer => ({ ok: false, code });
const taken = (order: ModelOrder): ModelAnswer => ({ ok: true, order });

/** What a command may answer. Several answers, where stock or payment decide. */
export function possible(
  order: ModelOrder,
  command: ModelCommand,
  payment: ModelPayment,
): ModelAnswer[] {
  const answer = apply(order, command);
  const free = payment.foreign ? ['refund-exceeds-captured', 'restocking-fee-too-large'] : [];
  switch (command.do) {
    case 'ship':
      return answer.ok && payment.lapsed ? [answer, refused('capture-refused')] : [answer];
    case 'refund':
    case 'receive-return':
      if (free.length === 0) return [answer];
      return [answer, apply(order, command, true), ...free.map(refused)];
    case 'edit': {
      if (!answer.ok) return [answer];
      const adds = isMore(answer.order.quantity, (sku) => count(order.quantity, sku));
      const asks = answer.order.authorizedMinor > order.authorizedMinor;
      const { limitMinor, lapsed, shaky } = payment;
      const isOver = answer.order.authorizedMinor > limitMinor;
      return [
        ...(asks && isOver ? [] : [answer]),
        ...(adds && order.policy !== 'backorder' ? [refused('out-of-stock')] : []),
        ...(asks && (isOver || lapsed) ? [refused('payment-declined')] : []),
        ...(shaky && asks ? [refused('unavailable'), refused('payment-declined')] : []),
      ];
    }
    default:
      return [answer];
  }
}

/** Applies a command to an order. `anyAmount`: whatever is left to refund is enough. */
export function apply(order: ModelOrder, command: ModelCommand, anyAmount = false): ModelAnswer {
  if (command.do === 'annotate') return taken({ ...order, tags: command.tags });
  if (command.do === 'cancel') return cancel(order);
  if (command.do === 'left-anyway') return leaveAnyway(order, command.units);
  if (command.do === 'settle') {
    const { which, outcome } = command;
    const found = order.leftAnyway[which];
    if (found?.outcome !== 'open') return refused('order-not-parked');
    return taken({ ...order, leftAnyway: order.leftAnyway.with(which, { ...found, outcome }) });
  }
  if (order.status !== 'confirmed') return refused('order-not-confirmed');
  switch (command.do) {
    case 'ship':
      return ship(order, command.units);
    case 'cancel-lines':
      return cancelLines(order, command.units);
    case 'edit':
      return edit(order, command);
    case 'deliver': {
      const found = order.shipments[command.shipment];
      if (found === undefined) return refused('shipment-not-found');
      const shipments = order.shipments.with(command.shipment, { ...found, delivered: true });
      return taken({ ...order, shipments });
    }
    case 'request-return': {
      const units = command.units ?? unitsOf(skusOf(order), (sku) => returnableOf(order, sku));
      if (isMore(units, (sku) => returnableOf(order, sku)))
        return refused('return-exceeds-shipped');
      if (total(units) === 0) return refused('nothing-to-return');
      const one: ModelReturn = { status: 'requested', units, to: 'sellable', refundMinor: 0 };
      return taken({ ...order, returns: [...order.returns, one] });
    }
    case 'end-return': {
      const found = order.returns[command.which];
      if (found === undefined) return refused('return-not-found');
      if (found.status === command.as) return taken(order);
      if (found.status !== 'requested') return refused('return-not-open');
      const ended: ModelReturn = { ...found, status: command.as, units: {} };
      return taken({ ...order, returns: order.returns.with(command.which, ended) });
    }
    case 'receive-return':
      return receive(order, command, anyAmount);
    case 'refund': {
      const { capturedMinor, refundedMinor } = amountsOf(order);
      return anyAmount || command.amountMinor <= capturedMinor - refundedMinor
        ? taken({ ...order, refunds: [...order.refunds, command.amountMinor] })
        : refused('refund-exceeds-captured');
    }
  }
}

function cancel(order: ModelOrder): ModelAnswer {
  if (order.status === 'rejected') return refused('order-not-cancellable');
  if (order.shipments.length > 0) return refused('order-already-shipped');
  return taken(endedOrder({ ...order, status: 'cancelled' }));
}

/** An order without remaining units. */
export function endedOrder(
  order: Pick<ModelOrder, 'status' | 'policy' | 'ordered' | 'leftAnyway' | 'tags'>,
): ModelOrder {
  const { status, policy, ordered, leftAnyway, tags } = order;
  return {
    ...{ status, policy, ordered, leftAnyway, tags, authorizedMinor: 0 },
    ...{ quantity: {}, cancelled: {}, waiting: {}, shipments: [], returns: [], refunds: [] },
  };
}

function ship(order: ModelOrder, units: Units | undefined): ModelAnswer {
  const asked = units ?? unitsOf(skusOf(order), (sku) => shippableOf(order, sku));
  if (isMore(asked, (sku) => shippableOf(order, sku))) return refused('shipment-exceeds-order');
  if (total(asked) === 0) return refused('nothing-to-ship');
  const after = { ...order, shipments: [...order.shipments, { units: asked, delivered: false }] };
  return order.policy === 'all' && !isAllCancelled(after)
    ? refused('shipment-incomplete')
    : taken(after);
}

function cancelLines(order: ModelOrder, units: Units): ModelAnswer {
  if (isMore(units, (sku) => openOf(order, sku))) return refused('cancellation-exceeds-open');
  const after = withoutUnits(order, units);
  const isOver = isAllCancelled(after) && order.shipments.length === 0;
  return taken(isOver ? endedOrder({ ...after, status: 'cancelled' }) : after);
}

/** Waiting units are given up first. */
function withoutUnits(order: ModelOrder, units: Units): ModelOrder {
  const waiting = unitsOf(skusOf(order), (sku) => count(order.waiting, sku) - count(units, sku));
  return { ...order, cancelled: plus(order.cancelled, units), waiting };
}

function edit(
  order: ModelOrder,
  { set, add, address }: Extract<ModelCommand, { do: 'edit' }>,
): ModelAnswer {
  const hasShipped = order.shipments.length > 0;
  if (address && hasShipped) return refused('order-already-shipped');
  const lines = Object.keys(set);
  const off = unitsOf(lines, (sku) => leftOf(order, sku) - count(set, sku));
  if (isMore(off, (sku) => openOf(order, sku))) return refused('cancellation-exceeds-open');
  if (Object.keys(add).some((sku) => sku in order.ordered)) return refused('duplicate-line');
  const more = plus(
    unitsOf(lines, (sku) => count(set, sku) - leftOf(order, sku)),
    add,
  );
  if (total(more) > 0 && hasShipped) return refused('edit-adds-units');
  const reduced = withoutUnits(order, off);
  const after = {
    ...reduced,
    ordered: plus(reduced.ordered, more),
    quantity: plus(reduced.quantity, more),
  };
  if (total(off) > 0 && isAllCancelled(after) && !hasShipped) return refused('edit-leaves-nothing');
  const authorizedMinor = Math.max(order.authorizedMinor, amountsOf(after).totalMinor);
  return taken({ ...after, authorizedMinor });
}

/** Cancelled units can leave, each once. Nothing is captured for them. */
function leaveAnyway(order: ModelOrder, asked: Units | undefined): ModelAnswer {
  if (order.status === 'rejected') return refused('order-not-confirmed');
  const pool = order.status === 'cancelled' ? order.ordered : order.cancelled;
  const left = (sku: string) => count(pool, sku) - sumOf(order.leftAnyway, sku);
  const units = asked ?? unitsOf(Object.keys(pool), left);
  if (isMore(units, left)) return refused('shipment-exceeds-order');
  if (total(units) === 0) return refused('nothing-to-ship');
  return taken({ ...order, leftAnyway: [...order.leftAnyway, { units, outcome: 'open' }] });
}

/** Units that arrive are refunded at their price, or with whatever is left of what was captured. */
function receive(
  order: ModelOrder,
  command: Extract<ModelCommand, { do: 'receive-return' }>,
  anyAmount: boolean,
): ModelAnswer {
  const { which, wrong, to, feeMinor = 0 } = command;
  const found = order.returns[which];
  if (found === undefined) return refused('return-not-found');
  const saysNothing =
    command.units === undefined &&
    total(wrong) === 0 &&
    command.feeMinor === undefined &&
    command.refundShipping;
  if (found.status !== 'requested') {
    const isRepeat = saysNothing && found.status === 'arrived';
    return isRepeat ? taken(order) : refused('return-not-open');
  }
  const isWhole = command.units === undefined && total(wrong) === 0;
  const right = isWhole ? found.units : (command.units ?? {});
  const all = plus(right, wrong);
  if (isMore(all, (sku) => count(found.units, sku))) return refused('return-exceeds-announced');
  const { capturedMinor, refundedMinor } = amountsOf(order);
  const costMinor = Math.min(pricedAt(total(right)), Math.max(0, capturedMinor - refundedMinor));
  if (feeMinor > costMinor && total(right) > 0 && !anyAmount)
    return refused('restocking-fee-too-large');
  const refundMinor = costMinor - feeMinor;
  const arrived: ModelReturn =
    total(right) > 0
      ? { status: 'arrived', units: right, to, refundMinor }
      : { status: 'declined', units: {}, to: 'sellable', refundMinor: 0 };
  const rest = unitsOf(
    Object.keys(found.units),
    (sku) => count(found.units, sku) - count(all, sku),
  );
  const returns =
    total(rest) === 0
      ? order.returns.with(which, arrived)
      : [...order.returns.with(which, { ...found, units: rest }), arrived];
  return taken({ ...order, returns });
}
