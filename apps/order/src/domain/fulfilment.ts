import type {
  Charges,
  FulfilmentStatus,
  LineUnits,
  OrderEvent,
} from '@commerce/contracts/order/order-events';
import { allocate, sum, unitsAmount } from './amounts.ts';
import type { SagaProgress } from './parking.ts';

type EventData<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>['data'];
type Placing = Pick<EventData<'OrderPlaced.v2'>, 'lines' | 'charges'>;

/** One line of a confirmed order: how many of its units are where. */
export interface LineProgress {
  sku: string;
  /** Units that the customer pays for: ordered less cut. */
  quantity: number;
  /** What all of them cost with their share of discount, tax and shipping. */
  amountMinor: number;
  cancelled: number;
  /** Units that are waited for; they cannot ship yet. */
  waiting: number;
  shipped: number;
  delivered: number;
  /** Units whose return was requested and has not ended yet. */
  returning: number;
  returned: number;
}

export interface Shipment {
  shipmentId: string;
  lines: LineUnits[];
  shippedAt: string;
  deliveredAt?: string;
}

export interface Return {
  returnId: string;
  lines: LineUnits[];
  refundMinor: number;
  status: 'requested' | 'received' | 'returned' | 'declined';
  /** Of the workflow that restocks and refunds it; absent as long as it needed nobody. */
  saga?: SagaProgress;
}

/** What became of a confirmed order's units. */
export interface Fulfilment {
  lines: LineProgress[];
  shipments: Shipment[];
  returns: Return[];
  /** Ids of the cancellations of lines that were made. */
  cancellations: string[];
  /** Ids of the backorder fills that were seen. */
  fills: string[];
}

/** The lines as they are paid for: cut units are gone, charges are spread by the lines' values. */
export function startFulfilment(
  { lines, charges }: Placing,
  { cut = [], waiting = [] }: Pick<EventData<'OrderConfirmed.v1'>, 'cut' | 'waiting'>,
): Fulfilment {
  const cutUnits = spread(lines, cut);
  const waitingUnits = spread(lines, waiting);
  const kept = lines.map((line, n) => ({ ...line, quantity: line.quantity - (cutUnits[n] ?? 0) }));
  const amounts = lineAmounts(kept, charges);
  return {
    lines: kept.map(({ sku, quantity }, n) => ({
      sku,
      quantity,
      amountMinor: amounts[n] ?? 0,
      cancelled: 0,
      waiting: waitingUnits[n] ?? 0,
      shipped: 0,
      delivered: 0,
      returning: 0,
      returned: 0,
    })),
    shipments: [],
    returns: [],
    cancellations: [],
    fills: [],
  };
}

/** What each line costs with its share of the charges, minor units; the sum is the order's total. */
export function lineAmounts(
  lines: { quantity: number; unitPriceMinor: number }[],
  charges: Charges = { discountMinor: 0, taxMinor: 0, shippingMinor: 0 },
): number[] {
  const values = lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor);
  const discounts = allocate(Math.min(charges.discountMinor, sum(values)), values);
  const extras = allocate(charges.taxMinor + charges.shippingMinor, values);
  return values.map((value, n) => value - (discounts[n] ?? 0) + (extras[n] ?? 0));
}

// Units of products over the lines that carry them, the last line first.
function spread(
  lines: { sku: string; quantity: number }[],
  units: { sku: string; quantity: number }[],
): number[] {
  const left = new Map<string, number>();
  for (const { sku, quantity } of units) left.set(sku, (left.get(sku) ?? 0) + quantity);
  return lines
    .toReversed()
    .map(({ sku, quantity }) => {
      const taken = Math.min(quantity, left.get(sku) ?? 0);
      left.set(sku, (left.get(sku) ?? 0) - taken);
      return taken;
    })
    .toReversed();
}

/** Units of a line that can still ship or be cancelled. */
export function openUnits({ quantity, cancelled, shipped }: LineProgress): number {
  return quantity - cancelled - shipped;
}

/** Units of a line that can ship now. */
export function shippableUnits(line: LineProgress): number {
  return openUnits(line) - line.waiting;
}

/** Units of a line that can be sent back. */
export function returnableUnits({ shipped, returning, returned }: LineProgress): number {
  return shipped - returning - returned;
}

/** What was asked for, as units of lines; or the first product of which there is not enough. */
export type Selection = { ok: true; lines: LineUnits[] } | { ok: false; sku: string; can: number };

/**
 * Picks units of products from lines, at most `can(line)` of each. Without a wish: all of them.
 * Cancellations and returns take from the last line first, shipments from the first.
 */
export function selectUnits(
  { lines }: Fulfilment,
  wish: { sku: string; quantity: number }[] | undefined,
  { can, lastFirst }: { can: (line: LineProgress) => number; lastFirst: boolean },
): Selection {
  const indexed = lines.map((line, index) => ({ index, sku: line.sku, units: can(line) }));
  if (lastFirst) indexed.reverse();
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of wish ??
    indexed.map(({ sku, units }) => ({ sku, quantity: units }))) {
    wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  }
  const picked: LineUnits[] = [];
  for (const { index, sku, units } of indexed) {
    const quantity = Math.min(units, wanted.get(sku) ?? 0);
    if (quantity <= 0) continue;
    wanted.set(sku, (wanted.get(sku) as number) - quantity);
    picked.push({ line: index, sku, quantity });
  }
  for (const [sku, missing] of wanted) {
    if (missing <= 0) continue;
    const can = sum(indexed.filter((one) => one.sku === sku).map(({ units }) => units));
    return { ok: false, sku, can };
  }
  return { ok: true, lines: picked.toSorted((a, b) => a.line - b.line) };
}

/** What the next units of the lines cost, counting on from `done` units of each, minor units. */
export function amountOf(
  { lines }: Fulfilment,
  units: LineUnits[],
  done: (line: LineProgress) => number,
): number {
  return sum(
    units.map(({ line: index, quantity }) => {
      const line = lines[index] as LineProgress;
      const from = done(line);
      return unitsAmount(line.amountMinor, { quantity: line.quantity, from, to: from + quantity });
    }),
  );
}

/** What the first so many units of each line cost together, minor units. */
export function amountUpTo(
  { lines }: Fulfilment,
  units: (line: LineProgress, index: number) => number,
): number {
  return sum(
    lines.map((line, index) =>
      unitsAmount(line.amountMinor, { quantity: line.quantity, from: 0, to: units(line, index) }),
    ),
  );
}

/** The lines with some units added to one of their counts. */
export function countUnits(
  fulfilment: Fulfilment,
  units: LineUnits[],
  count: 'cancelled' | 'shipped' | 'delivered' | 'returning' | 'returned',
  sign: 1 | -1 = 1,
): LineProgress[] {
  const byLine = new Map(units.map(({ line, quantity }) => [line, quantity]));
  return fulfilment.lines.map((line, index) => {
    const quantity = byLine.get(index);
    return quantity === undefined ? line : { ...line, [count]: line[count] + sign * quantity };
  });
}

/** Copies a fact that came after the confirmation into what became of the units. */
export function evolveFulfilment(fulfilment: Fulfilment, event: FulfilmentFact): Fulfilment {
  switch (event.type) {
    case 'OrderBackorderFilled.v1': {
      // The first lines are served first, so that what waits stays at the end, where units are
      // cancelled: an order and its reservation then give up the same units.
      const arrived = spread(
        fulfilment.lines.map(({ sku, waiting }) => ({ sku, quantity: waiting })).toReversed(),
        event.data.lines,
      ).toReversed();
      const lines = fulfilment.lines.map((line, n) => ({
        ...line,
        waiting: line.waiting - (arrived[n] ?? 0),
      }));
      return { ...fulfilment, lines, fills: [...fulfilment.fills, event.data.fillId] };
    }
    case 'OrderLinesCancelled.v1': {
      const cancelled = countUnits(fulfilment, event.data.lines, 'cancelled');
      // Units that wait are the first to be given up, as the reservation does it.
      const lines = cancelled.map((line, n) => {
        const givenUp = line.cancelled - (fulfilment.lines[n]?.cancelled ?? 0);
        return { ...line, waiting: Math.max(0, line.waiting - givenUp) };
      });
      const cancellations = [...fulfilment.cancellations, event.data.commandId];
      return { ...fulfilment, lines, cancellations };
    }
    case 'OrderShipped.v1': {
      const { shipmentId, lines, shippedAt } = event.data;
      return {
        ...fulfilment,
        lines: countUnits(fulfilment, lines, 'shipped'),
        shipments: [...fulfilment.shipments, { shipmentId, lines, shippedAt }],
      };
    }
    case 'OrderDelivered.v1':
      return evolveDelivered(fulfilment, event.data);
    case 'OrderReturnRequested.v1':
    case 'OrderReturnRequested.v2': {
      const { returnId, lines, refundAmount } = event.data;
      const one: Return = {
        returnId,
        lines,
        refundMinor: refundAmount.amountMinor,
        status: 'requested',
      };
      return {
        ...fulfilment,
        lines: countUnits(fulfilment, lines, 'returning'),
        returns: [...fulfilment.returns, one],
      };
    }
    case 'OrderReturnReceived.v1':
      return markReturn(fulfilment, event.data.returnId, 'received');
    case 'OrderReturned.v1':
      return evolveReturned(fulfilment, event.data.returnId, 'returned');
    case 'OrderReturnDeclined.v1':
      return evolveReturned(fulfilment, event.data.returnId, 'declined');
  }
}

type FulfilmentEvent = Extract<OrderEvent, { data: { status: FulfilmentStatus } }>;

/** An event of the fulfilment before it is known where the order stands after it. */
export type FulfilmentFact = {
  [T in FulfilmentEvent['type']]: { type: T; data: Omit<EventData<T>, 'status'> };
}[FulfilmentEvent['type']];

/** The event of a fact: with where the order stands after it. */
export function withStatus(fulfilment: Fulfilment, fact: FulfilmentFact): OrderEvent {
  const status = fulfilmentStatus(evolveFulfilment(fulfilment, fact));
  return { ...fact, data: { ...fact.data, status } } as OrderEvent;
}

function evolveDelivered(
  fulfilment: Fulfilment,
  { shipmentId, deliveredAt }: Omit<EventData<'OrderDelivered.v1'>, 'status'>,
): Fulfilment {
  const shipment = fulfilment.shipments.find((one) => one.shipmentId === shipmentId);
  if (shipment === undefined) return fulfilment;
  return {
    ...fulfilment,
    lines: countUnits(fulfilment, shipment.lines, 'delivered'),
    shipments: fulfilment.shipments.map((one) =>
      one === shipment ? { ...one, deliveredAt } : one,
    ),
  };
}

// The units of a return that has ended are with the shop, or still the customer's.
function evolveReturned(
  fulfilment: Fulfilment,
  returnId: string,
  status: 'returned' | 'declined',
): Fulfilment {
  const found = fulfilment.returns.find((one) => one.returnId === returnId);
  if (found === undefined) return fulfilment;
  const lines = countUnits(fulfilment, found.lines, 'returning', -1);
  const back =
    status === 'returned' ? countUnits({ ...fulfilment, lines }, found.lines, 'returned') : lines;
  return markReturn({ ...fulfilment, lines: back }, returnId, status);
}

function markReturn(
  fulfilment: Fulfilment,
  returnId: string,
  status: Return['status'],
): Fulfilment {
  return {
    ...fulfilment,
    returns: fulfilment.returns.map((one) =>
      one.returnId === returnId ? { ...one, status } : one,
    ),
  };
}

/** Where a confirmed order stands. */
export function fulfilmentStatus({ lines }: Fulfilment): FulfilmentStatus {
  const total = (count: (line: LineProgress) => number) => sum(lines.map(count));
  const open = total(openUnits);
  const shipped = total((line) => line.shipped);
  const returned = total((line) => line.returned);
  if (shipped === 0) return 'confirmed';
  if (returned > 0) return returned === shipped && open === 0 ? 'returned' : 'partially-returned';
  if (open > 0) return 'partially-shipped';
  return total((line) => line.delivered) === shipped ? 'delivered' : 'shipped';
}
