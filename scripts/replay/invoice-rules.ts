import { parseMinor } from './money.ts';

/** One row of the file, with every field trimmed. */
export type InvoiceLine = {
  invoiceNo: string;
  stockCode: string;
  description: string;
  quantity: string;
  unitPrice: string;
  customerId: string;
  country: string;
};

export type Invoice = { invoiceNo: string; lines: InvoiceLine[] };

export type RefusalReason =
  | 'cancellation'
  | 'not-a-product'
  | 'malformed-quantity'
  | 'non-positive-quantity'
  | 'malformed-price'
  | 'price-finer-than-a-penny'
  | 'non-positive-price';

export type SellableLine = {
  sku: string;
  description: string;
  quantity: number;
  unitPriceMinor: number;
};

/** Why a line of a cancellation reverses nothing. */
export type ReversalRefusal =
  | Exclude<RefusalReason, 'cancellation' | 'non-positive-quantity'>
  | 'non-negative-quantity'
  | 'no-customer'
  | 'no-earlier-order'
  | 'not-in-an-earlier-order'
  | 'more-than-was-bought';

export type JudgedLine =
  { sellable: true; line: SellableLine } | { sellable: false; reason: RefusalReason };

export type OrderLine = { sku: string; quantity: number; unitPriceMinor: number };

/** The units that a line of a cancellation reverses; a refused line has the requested units. */
export type ReversalLine =
  | { reversible: true; sku: string; quantity: number }
  | { reversible: false; quantity: number; reason: ReversalRefusal };

/** The body of POST /orders from an importer. A guest has no customerId. */
export type OrderRequest = {
  customerId?: string;
  lines: OrderLine[];
  /** The file has no address but the country. */
  metadata: { country: string };
  payment: { token: string };
  currency: typeof INVOICE_CURRENCY;
};

export type JudgedInvoice = {
  invoiceNo: string;
  /** Absent if the invoice has no sellable line. */
  order?: OrderRequest;
  sellable: SellableLine[];
  refused: RefusalReason[];
  /** Present if the invoice is a cancellation. */
  reverses?: { customerId?: string; lines: ReversalLine[] };
};

/** The retailer is British: the file has one currency and does not name it. */
export const INVOICE_CURRENCY = 'GBP' as const;
const PAYMENT_TOKEN = 'tok_ok';
const UNKNOWN_COUNTRY = 'Unspecified';
const PRODUCT_CODE = /^\d{5}[A-Z]*$/;
const WHOLE_NUMBER = /^-?\d+$/;

function refused(reason: RefusalReason): JudgedLine {
  return { sellable: false, reason };
}

/** Whether the invoice is a cancellation: its number begins with a C. */
function isCancellation(invoiceNo: string): boolean {
  return /^c/i.test(invoiceNo);
}

type ReadLine =
  | { ok: true; sku: string; quantity: number; unitPriceMinor: number }
  | { ok: false; reason: Exclude<RefusalReason, 'cancellation' | 'non-positive-quantity'> }
  | { ok: false; reason: 'wrong-sign'; quantity: number };

/** Reads a product row whose quantity has the given sign and whose price is above zero. */
function readLine(row: InvoiceLine, sign: 1 | -1): ReadLine {
  const sku = row.stockCode.toUpperCase();
  if (!PRODUCT_CODE.test(sku)) return { ok: false, reason: 'not-a-product' };
  const quantity = unitsOf(row);
  if (quantity === undefined) return { ok: false, reason: 'malformed-quantity' };
  if (quantity * sign <= 0) return { ok: false, reason: 'wrong-sign', quantity };
  const price = parseMinor(row.unitPrice);
  if (!price.ok) return price;
  if (price.amountMinor <= 0) return { ok: false, reason: 'non-positive-price' };
  return { ok: true, sku, quantity: quantity * sign, unitPriceMinor: price.amountMinor };
}

function unitsOf({ quantity }: InvoiceLine): number | undefined {
  const units = WHOLE_NUMBER.test(quantity) ? Number(quantity) : Number.NaN;
  return Number.isSafeInteger(units) ? units : undefined;
}

/**
 * A line is sellable if its invoice is not a cancellation, its code is five digits with optional
 * letters in any case, and its quantity and price are above zero. The first violated rule is the
 * reason.
 */
export function judgeLine(row: InvoiceLine): JudgedLine {
  if (isCancellation(row.invoiceNo)) return refused('cancellation');
  const read = readLine(row, 1);
  if (!read.ok) {
    return refused(read.reason === 'wrong-sign' ? 'non-positive-quantity' : read.reason);
  }
  const { sku, quantity, unitPriceMinor } = read;
  return { sellable: true, line: { sku, description: row.description, quantity, unitPriceMinor } };
}

/**
 * A line of a cancellation follows the rules of sellable lines, but with a quantity below zero. Its
 * price must be valid but is not used: a reversal is worth what the order's own lines cost.
 */
export function judgeReversalLine(row: InvoiceLine): ReversalLine {
  const read = readLine(row, -1);
  if (read.ok) return { reversible: true, sku: read.sku, quantity: read.quantity };
  const reason = read.reason === 'wrong-sign' ? 'non-negative-quantity' : read.reason;
  return { reversible: false, quantity: Math.max(0, -(unitsOf(row) ?? 0)), reason };
}

/** Merges lines of the same product and price, in order of first appearance. */
export function mergeLines(lines: SellableLine[]): OrderLine[] {
  const merged = new Map<string, OrderLine>();
  for (const { sku, quantity, unitPriceMinor } of lines) {
    const key = `${sku} ${unitPriceMinor}`;
    const known = merged.get(key);
    if (known) known.quantity += quantity;
    else merged.set(key, { sku, quantity, unitPriceMinor });
  }
  return [...merged.values()];
}

function firstFilled(lines: InvoiceLine[], field: 'customerId' | 'country'): string | undefined {
  return lines.find((line) => line[field] !== '')?.[field];
}

/** Splits an invoice into its order, or its reversals, and its refused lines. */
export function judgeInvoice({ invoiceNo, lines }: Invoice): JudgedInvoice {
  const sellable: SellableLine[] = [];
  const refusedLines: RefusalReason[] = [];
  for (const line of lines) {
    const judged = judgeLine(line);
    if (judged.sellable) sellable.push(judged.line);
    else refusedLines.push(judged.reason);
  }
  const found = firstFilled(lines, 'customerId');
  const customer = found === undefined ? {} : { customerId: found };
  const judged = { invoiceNo, sellable, refused: refusedLines };
  if (isCancellation(invoiceNo)) {
    return { ...judged, reverses: { ...customer, lines: lines.map(judgeReversalLine) } };
  }
  if (sellable.length === 0) return judged;
  const order: OrderRequest = {
    ...customer,
    lines: mergeLines(sellable),
    metadata: { country: firstFilled(lines, 'country') ?? UNKNOWN_COUNTRY },
    payment: { token: PAYMENT_TOKEN },
    currency: INVOICE_CURRENCY,
  };
  return { ...judged, order };
}

/** Counts how many lines each reason refused, the most frequent reason first. */
export function countRefusals(invoices: JudgedInvoice[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const reason of invoices.flatMap((invoice) => invoice.refused)) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
