import { isDeepStrictEqual } from 'node:util';

/** Units by product. */
export type Units = Record<string, number>;

export type Policy = 'all' | 'partial' | 'backorder' | 'split';

/** The state of an order in a small model that shares no code with the platform. */
export interface ModelOrder {
  status: 'confirmed' | 'rejected' | 'cancelled';
  policy: Policy;
  /** Units that the customer pays for if nothing is cancelled. */
  quantity: Units;
  cancelled: Units;
  waiting: Units;
  shipments: { units: Units; delivered: boolean }[];
  returns: { units: Units; arrived: boolean }[];
}

export type ModelCommand =
  | { do: 'cancel' }
  | { do: 'cancel-lines'; units: Units }
  | { do: 'ship'; units?: Units | undefined }
  | { do: 'deliver'; shipment: number }
  | { do: 'request-return'; units?: Units | undefined }
  | { do: 'receive-return'; which: number };

/** The order after an accepted command, or the problem code of a refused one. */
export type ModelAnswer = { ok: true; order: ModelOrder } | { ok: false; code: string };

const total = (units: Units) => Object.values(units).reduce((sum, one) => sum + one, 0);

function unitsOf(skus: string[], countOf: (sku: string) => number): Units {
  return Object.fromEntries(
    skus.map((sku) => [sku, countOf(sku)] as const).filter(([, count]) => count > 0),
  );
}

const count = (units: Units, sku: string) => units[sku] ?? 0;
const sumOf = (parts: { units: Units }[], sku: string) =>
  parts.reduce((sum, { units }) => sum + count(units, sku), 0);

const skusOf = ({ quantity }: ModelOrder) => Object.keys(quantity);

/** Units that can still ship or be cancelled. */
const openOf = (order: ModelOrder, sku: string) =>
  count(order.quantity, sku) - count(order.cancelled, sku) - sumOf(order.shipments, sku);
const shippableOf = (order: ModelOrder, sku: string) =>
  openOf(order, sku) - count(order.waiting, sku);
const returnableOf = (order: ModelOrder, sku: string) =>
  sumOf(order.shipments, sku) - sumOf(order.returns, sku);

/** Units that the customer keeps: shipped and not returned. */
export const keptOf = (order: ModelOrder, sku: string) =>
  sumOf(order.shipments, sku) -
  sumOf(
    order.returns.filter(({ arrived }) => arrived),
    sku,
  );

export const shippedOf = (order: ModelOrder, sku: string) => sumOf(order.shipments, sku);

/** Units that have left the stock for the order, once nothing is pending. */
export function takenOf(order: ModelOrder, sku: string): number {
  return order.status === 'confirmed'
    ? openOf(order, sku) - count(order.waiting, sku) + keptOf(order, sku)
    : 0;
}

export const allCancelled = (order: ModelOrder) =>
  skusOf(order).every((sku) => openOf(order, sku) === 0);

/** The order's status once every received return is refunded. */
export function statusOf(order: ModelOrder): string {
  if (order.status !== 'confirmed') return order.status;
  const sum = (countOf: (sku: string) => number) =>
    skusOf(order).reduce((all, sku) => all + countOf(sku), 0);
  const shipped = sum((sku) => sumOf(order.shipments, sku));
  const open = sum((sku) => openOf(order, sku));
  const returned = shipped - sum((sku) => keptOf(order, sku));
  if (shipped === 0) return 'confirmed';
  if (returned > 0) return returned === shipped && open === 0 ? 'returned' : 'partially-returned';
  if (open > 0) return 'partially-shipped';
  return order.shipments.every(({ delivered }) => delivered) ? 'delivered' : 'shipped';
}

const refused = (code: string): ModelAnswer => ({ ok: false, code });
const taken = (order: ModelOrder): ModelAnswer => ({ ok: true, order });

/** Applies a command to an order. */
export function apply(order: ModelOrder, command: ModelCommand): ModelAnswer {
  if (command.do === 'cancel') return cancel(order);
  if (order.status !== 'confirmed') return refused('order-not-confirmed');
  switch (command.do) {
    case 'ship':
      return ship(order, command.units);
    case 'cancel-lines':
      return cancelLines(order, command.units);
    case 'deliver': {
      if (command.shipment >= order.shipments.length) return refused('shipment-not-found');
      const shipments = order.shipments.with(command.shipment, {
        units: order.shipments[command.shipment]?.units ?? {},
        delivered: true,
      });
      return taken({ ...order, shipments });
    }
    case 'request-return': {
      const asked = command.units ?? unitsOf(skusOf(order), (sku) => returnableOf(order, sku));
      const over = Object.keys(asked).some((sku) => count(asked, sku) > returnableOf(order, sku));
      if (over) return refused('return-exceeds-shipped');
      if (total(asked) === 0) return refused('nothing-to-return');
      return taken({ ...order, returns: [...order.returns, { units: asked, arrived: false }] });
    }
    case 'receive-return': {
      if (command.which >= order.returns.length) return refused('return-not-found');
      const returns = order.returns.with(command.which, {
        units: order.returns[command.which]?.units ?? {},
        arrived: true,
      });
      return taken({ ...order, returns });
    }
  }
}

function cancel(order: ModelOrder): ModelAnswer {
  if (order.status === 'rejected') return refused('order-not-cancellable');
  if (order.shipments.length > 0) return refused('order-already-shipped');
  return taken(endedOrder('cancelled', order.policy));
}

/** An order without remaining units. */
function endedOrder(status: 'rejected' | 'cancelled', policy: Policy): ModelOrder {
  return { status, policy, quantity: {}, cancelled: {}, waiting: {}, shipments: [], returns: [] };
}

function ship(order: ModelOrder, units: Units | undefined): ModelAnswer {
  const asked = units ?? unitsOf(skusOf(order), (sku) => shippableOf(order, sku));
  if (Object.keys(asked).some((sku) => count(asked, sku) > shippableOf(order, sku))) {
    return refused('shipment-exceeds-order');
  }
  if (total(asked) === 0) return refused('nothing-to-ship');
  const after = { ...order, shipments: [...order.shipments, { units: asked, delivered: false }] };
  if (order.policy === 'all' && !allCancelled(after)) return refused('shipment-incomplete');
  return taken(after);
}

function cancelLines(order: ModelOrder, units: Units): ModelAnswer {
  if (Object.keys(units).some((sku) => count(units, sku) > openOf(order, sku))) {
    return refused('cancellation-exceeds-open');
  }
  const skus = skusOf(order);
  const after = {
    ...order,
    cancelled: unitsOf(skus, (sku) => count(order.cancelled, sku) + count(units, sku)),
    waiting: unitsOf(skus, (sku) => count(order.waiting, sku) - count(units, sku)),
  };
  const nothingLeft = allCancelled(after) && order.shipments.length === 0;
  return taken(nothingLeft ? endedOrder('cancelled', order.policy) : after);
}

/**
 * Linearizability check: whether some sequence of these commands explains both their answers and
 * the current order. Returns that sequence, or undefined.
 */
export function explain(
  before: ModelOrder,
  done: { command: ModelCommand; code: string | undefined }[],
  now: ModelOrder,
): ModelOrder | undefined {
  if (done.length === 0) return isDeepStrictEqual(before, now) ? before : undefined;
  for (const [index, { command, code }] of done.entries()) {
    const answer = apply(before, command);
    if (answer.ok ? code !== undefined : code !== answer.code) continue;
    const after = answer.ok ? answer.order : before;
    const found = explain(after, done.toSpliced(index, 1), now);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Resource {
  status: string;
  fulfilment?: {
    lines: { sku: string; quantity: number; cancelled: number; waiting: number }[];
    shipments: { lines: Line[]; deliveredAt?: string }[];
    returns: { lines: Line[]; status: string }[];
  };
}
type Line = { sku: string; quantity: number };

/** The order from the API, as a model state. */
export function observed(resource: Resource, policy: Policy): ModelOrder {
  const { status, fulfilment } = resource;
  const ended = { cancelling: 'cancelled', cancelled: 'cancelled', rejected: 'rejected' } as const;
  if (fulfilment === undefined) {
    const end = ended[status as keyof typeof ended];
    if (end === undefined) throw new Error(`an order that is ${status} has not settled`);
    return endedOrder(end, policy);
  }
  const { lines, shipments, returns } = fulfilment;
  const by = (countOf: (line: (typeof lines)[0]) => number) =>
    Object.fromEntries(
      lines.map((line) => [line.sku, countOf(line)] as const).filter(([, n]) => n > 0),
    );
  const units = (parts: Line[]) =>
    Object.fromEntries(parts.map(({ sku, quantity }) => [sku, quantity]));
  return {
    status: 'confirmed',
    policy,
    quantity: by(({ quantity }) => quantity),
    cancelled: by(({ cancelled }) => cancelled),
    waiting: by(({ waiting }) => waiting),
    shipments: shipments.map((one) => ({
      units: units(one.lines),
      delivered: one.deliveredAt !== undefined,
    })),
    returns: returns.map((one) => ({
      units: units(one.lines),
      arrived: one.status !== 'requested',
    })),
  };
}
