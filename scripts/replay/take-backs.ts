import type { JudgedInvoice, OrderLine, TakeBackLine, TakeBackRefusal } from './invoice-rules.ts';

/** Units that one cancellation of the file takes back from one order. */
export type TakeBack = {
  /** The number of the cancellation, `C...`. */
  cancellationNo: string;
  /** The number of the invoice that became the order. */
  invoiceNo: string;
  /**
   * The customer's newest order has not shipped yet: its lines are cancelled. An older one has:
   * its units are returned.
   */
  kind: 'cancellation' | 'return';
  /** By product, with what the order's own lines charged for these units. */
  lines: { sku: string; quantity: number; amountMinor: number }[];
};

/** What was asked back and found nothing. A line counts here as soon as one of its units does. */
export type Unmatched = Record<string, { lines: number; units: number }>;

export type TakeBackPlan = {
  /** In file order; all cancellations of an order come before its returns. */
  takeBacks: TakeBack[];
  /** Lines of cancellations of which at least one unit was matched. */
  matchedLines: number;
  /** By reason, the most frequent first. */
  unmatched: Unmatched;
};

/** An order with the units that the customer still has. */
type OpenOrder = { invoiceNo: string; lines: OrderLine[] };

type Part = { order: OpenOrder; sku: string; quantity: number; amountMinor: number };

/** Takes up to so many units of a product, from the newest order and there from its last line. */
function takeUnits(orders: OpenOrder[], sku: string, quantity: number): Part[] {
  const parts: Part[] = [];
  let left = quantity;
  for (const order of orders.toReversed()) {
    for (const line of order.lines.toReversed()) {
      const taken = line.sku === sku ? Math.min(left, line.quantity) : 0;
      if (taken === 0) continue;
      line.quantity -= taken;
      left -= taken;
      const amountMinor = taken * line.unitPriceMinor;
      parts.push({ order, sku, quantity: taken, amountMinor });
    }
  }
  return parts;
}

function whyNothingIsLeft(orders: OpenOrder[], sku: string): TakeBackRefusal {
  if (orders.length === 0) return 'no-earlier-order';
  return orders.some(({ lines }) => lines.some((line) => line.sku === sku))
    ? 'more-than-was-bought'
    : 'not-in-an-earlier-order';
}

/** Gathers the parts by order and product. */
function gather(cancellationNo: string, orders: OpenOrder[], parts: Part[]): TakeBack[] {
  const newest = orders.at(-1);
  const byOrder = new Map<OpenOrder, TakeBack>();
  for (const { order, sku, quantity, amountMinor } of parts) {
    const kind = order === newest ? 'cancellation' : 'return';
    const known = byOrder.get(order) ?? {
      cancellationNo,
      invoiceNo: order.invoiceNo,
      kind,
      lines: [],
    };
    byOrder.set(order, known);
    const line = known.lines.find((one) => one.sku === sku);
    if (line === undefined) known.lines.push({ sku, quantity, amountMinor });
    else {
      line.quantity += quantity;
      line.amountMinor += amountMinor;
    }
  }
  return [...byOrder.values()];
}

type Miss = { reason: TakeBackRefusal; units: number };

/** Matches one line of a cancellation. Without a customer there are no orders to look in. */
function matchLine(
  line: TakeBackLine,
  customerId: string | undefined,
  orders: OpenOrder[],
): { parts: Part[]; miss?: Miss } {
  const { quantity } = line;
  if (!line.takeable) return { parts: [], miss: { reason: line.reason, units: quantity } };
  if (customerId === undefined)
    return { parts: [], miss: { reason: 'no-customer', units: quantity } };
  const parts = takeUnits(orders, line.sku, quantity);
  const units = parts.reduce((left, part) => left - part.quantity, quantity);
  if (units === 0) return { parts };
  return { parts, miss: { reason: whyNothingIsLeft(orders, line.sku), units } };
}

function countMisses(misses: Miss[]): Unmatched {
  const counts = new Map<string, { lines: number; units: number }>();
  for (const { reason, units } of misses) {
    const count = counts.get(reason) ?? { lines: 0, units: 0 };
    counts.set(reason, { lines: count.lines + 1, units: count.units + units });
  }
  return Object.fromEntries(
    [...counts].sort(([a, one], [b, other]) => other.lines - one.lines || (a < b ? -1 : 1)),
  );
}

/**
 * Matches the cancellations of the file, in file order, to earlier order lines of their customers:
 * the same product, the newest order first. data/README.md tells the rule in full.
 */
export function planTakeBacks(invoices: JudgedInvoice[]): TakeBackPlan {
  const ordersOf = new Map<string, OpenOrder[]>();
  const takeBacks: TakeBack[] = [];
  const misses: Miss[] = [];
  let matchedLines = 0;
  for (const { invoiceNo, order, takesBack } of invoices) {
    if (order?.customerId !== undefined) {
      const orders = ordersOf.get(order.customerId) ?? [];
      ordersOf.set(order.customerId, orders);
      orders.push({ invoiceNo, lines: order.lines.map((line) => ({ ...line })) });
    }
    if (takesBack === undefined) continue;
    const { customerId, lines } = takesBack;
    const orders = customerId === undefined ? [] : (ordersOf.get(customerId) ?? []);
    const matches = lines.map((line) => matchLine(line, customerId, orders));
    takeBacks.push(
      ...gather(
        invoiceNo,
        orders,
        matches.flatMap(({ parts }) => parts),
      ),
    );
    misses.push(...matches.flatMap(({ miss }) => miss ?? []));
    matchedLines += matches.filter(({ parts }) => parts.length > 0).length;
  }
  return { takeBacks, matchedLines, unmatched: countMisses(misses) };
}
