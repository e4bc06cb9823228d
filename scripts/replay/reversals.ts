import { lineIdAt } from '@commerce/contracts/order/order-parts';
import type { JudgedInvoice, OrderLine, ReversalLine, ReversalRefusal } from './invoice-rules.ts';

/** The units of one order that one cancellation of the file reverses. */
export type Reversal = {
  /** The number of the cancellation, `C...`. */
  cancellationNo: string;
  /** The number of the invoice that became the order. */
  invoiceNo: string;
  /**
   * 'cancellation' for the customer's newest order, which has not shipped yet; 'return' for an
   * older one, which has.
   */
  kind: 'cancellation' | 'return';
  /** By line of the order, with the price of these units in it. */
  lines: { lineId: string; sku: string; quantity: number; amountMinor: number }[];
};

/** Units without a match. A line counts as soon as one of its units has no match. */
export type Unmatched = Record<string, { lines: number; units: number }>;

export type ReversalPlan = {
  /** In file order; the cancellations of an order come before its returns. */
  reversals: Reversal[];
  /** Cancellation lines with at least one matched unit. */
  matchedLines: number;
  /** By reason, the most frequent first. */
  unmatched: Unmatched;
};

/** An order with its units that are not reversed yet. */
type OpenOrder = { invoiceNo: string; lines: OrderLine[] };

type Part = {
  order: OpenOrder;
  lineId: string;
  sku: string;
  quantity: number;
  amountMinor: number;
};

/** Takes up to `quantity` units of a product, starting with the newest order and its last line. */
function takeUnits(orders: OpenOrder[], sku: string, quantity: number): Part[] {
  const parts: Part[] = [];
  let left = quantity;
  for (const order of orders.toReversed()) {
    for (const [index, line] of [...order.lines.entries()].toReversed()) {
      const taken = line.sku === sku ? Math.min(left, line.quantity) : 0;
      if (taken === 0) continue;
      line.quantity -= taken;
      left -= taken;
      const amountMinor = taken * line.unitPriceMinor;
      parts.push({ order, lineId: lineIdAt(index), sku, quantity: taken, amountMinor });
    }
  }
  return parts;
}

function unmatchedReason(orders: OpenOrder[], sku: string): ReversalRefusal {
  if (orders.length === 0) return 'no-earlier-order';
  return orders.some(({ lines }) => lines.some((line) => line.sku === sku))
    ? 'more-than-was-bought'
    : 'not-in-an-earlier-order';
}

/** Groups the parts by order and line. */
function groupParts(cancellationNo: string, orders: OpenOrder[], parts: Part[]): Reversal[] {
  const newest = orders.at(-1);
  const byOrder = new Map<OpenOrder, Reversal>();
  for (const { order, lineId, sku, quantity, amountMinor } of parts) {
    const kind = order === newest ? 'cancellation' : 'return';
    const known = byOrder.get(order) ?? {
      cancellationNo,
      invoiceNo: order.invoiceNo,
      kind,
      lines: [],
    };
    byOrder.set(order, known);
    const line = known.lines.find((one) => one.lineId === lineId);
    if (line === undefined) known.lines.push({ lineId, sku, quantity, amountMinor });
    else {
      line.quantity += quantity;
      line.amountMinor += amountMinor;
    }
  }
  return [...byOrder.values()];
}

type UnmatchedPart = { reason: ReversalRefusal; units: number };

/** Matches one line of a cancellation. Without a customer there are no orders to search. */
function matchLine(
  line: ReversalLine,
  customerId: string | undefined,
  orders: OpenOrder[],
): { parts: Part[]; unmatched?: UnmatchedPart } {
  const { quantity } = line;
  if (!line.reversible) return { parts: [], unmatched: { reason: line.reason, units: quantity } };
  if (customerId === undefined)
    return { parts: [], unmatched: { reason: 'no-customer', units: quantity } };
  const parts = takeUnits(orders, line.sku, quantity);
  const units = parts.reduce((left, part) => left - part.quantity, quantity);
  if (units === 0) return { parts };
  return { parts, unmatched: { reason: unmatchedReason(orders, line.sku), units } };
}

function countUnmatched(unmatchedParts: UnmatchedPart[]): Unmatched {
  const counts = new Map<string, { lines: number; units: number }>();
  for (const { reason, units } of unmatchedParts) {
    const count = counts.get(reason) ?? { lines: 0, units: 0 };
    counts.set(reason, { lines: count.lines + 1, units: count.units + units });
  }
  return Object.fromEntries(
    [...counts].sort(([a, one], [b, other]) => other.lines - one.lines || (a < b ? -1 : 1)),
  );
}

/**
 * Matches the cancellations of the file, in file order, to earlier order lines of their customers:
 * the same product, the newest order first. data/README.md has the full rule.
 */
export function planReversals(invoices: JudgedInvoice[]): ReversalPlan {
  const ordersOf = new Map<string, OpenOrder[]>();
  const reversals: Reversal[] = [];
  const unmatchedParts: UnmatchedPart[] = [];
  let matchedLines = 0;
  for (const { invoiceNo, order, reverses } of invoices) {
    if (order?.customerId !== undefined) {
      const orders = ordersOf.get(order.customerId) ?? [];
      ordersOf.set(order.customerId, orders);
      orders.push({ invoiceNo, lines: order.lines.map((line) => ({ ...line })) });
    }
    if (reverses === undefined) continue;
    const { customerId, lines } = reverses;
    const orders = customerId === undefined ? [] : (ordersOf.get(customerId) ?? []);
    const matches = lines.map((line) => matchLine(line, customerId, orders));
    reversals.push(
      ...groupParts(
        invoiceNo,
        orders,
        matches.flatMap(({ parts }) => parts),
      ),
    );
    unmatchedParts.push(...matches.flatMap(({ unmatched }) => unmatched ?? []));
    matchedLines += matches.filter(({ parts }) => parts.length > 0).length;
  }
  return { reversals, matchedLines, unmatched: countUnmatched(unmatchedParts) };
}
