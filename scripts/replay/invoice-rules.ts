import { parseMinor } from './money.ts';

/** One row of the file as it stands there, every field trimmed. */
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

export type JudgedLine =
  { sellable: true; line: SellableLine } | { sellable: false; reason: RefusalReason };

export type OrderLine = { sku: string; quantity: number; unitPriceMinor: number };

/** The body of POST /orders from a trusted importer. A guest has no customerId. */
export type OrderRequest = {
  customerId?: string;
  lines: OrderLine[];
  shippingAddress: { country: string };
  payment: { token: string };
  currency: string;
};

export type JudgedInvoice = {
  invoiceNo: string;
  /** Absent when the invoice has no sellable line. */
  order?: OrderRequest;
  sellable: SellableLine[];
  refused: RefusalReason[];
};

/** The retailer is British: the file has one currency and does not name it. */
export const INVOICE_CURRENCY = 'GBP';
const PAYMENT_TOKEN = 'tok_ok';
const UNKNOWN_COUNTRY = 'Unspecified';
const PRODUCT_CODE = /^\d{5}[A-Z]*$/;
const WHOLE_NUMBER = /^-?\d+$/;

function refused(reason: RefusalReason): JudgedLine {
  return { sellable: false, reason };
}

/**
 * A line is sellable when its invoice is no cancellation, its code is five digits with optional
 * letters in any case, and its quantity and price are above zero. The first rule that fails names
 * the reason.
 */
export function judgeLine(row: InvoiceLine): JudgedLine {
  if (/^c/i.test(row.invoiceNo)) return refused('cancellation');
  const sku = row.stockCode.toUpperCase();
  if (!PRODUCT_CODE.test(sku)) return refused('not-a-product');
  const quantity = WHOLE_NUMBER.test(row.quantity) ? Number(row.quantity) : Number.NaN;
  if (!Number.isSafeInteger(quantity)) return refused('malformed-quantity');
  if (quantity <= 0) return refused('non-positive-quantity');
  const price = parseMinor(row.unitPrice);
  if (!price.ok) return refused(price.reason);
  if (price.amountMinor <= 0) return refused('non-positive-price');
  const { description } = row;
  return {
    sellable: true,
    line: { sku, description, quantity, unitPriceMinor: price.amountMinor },
  };
}

/** Lines of the same product and price become one line; first seen, first listed. */
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

/** Splits an invoice into the order it asks for and the lines that cannot be sold. */
export function judgeInvoice({ invoiceNo, lines }: Invoice): JudgedInvoice {
  const sellable: SellableLine[] = [];
  const refusedLines: RefusalReason[] = [];
  for (const line of lines) {
    const judged = judgeLine(line);
    if (judged.sellable) sellable.push(judged.line);
    else refusedLines.push(judged.reason);
  }
  if (sellable.length === 0) return { invoiceNo, sellable, refused: refusedLines };
  const customerId = firstFilled(lines, 'customerId');
  const order: OrderRequest = {
    ...(customerId === undefined ? {} : { customerId }),
    lines: mergeLines(sellable),
    shippingAddress: { country: firstFilled(lines, 'country') ?? UNKNOWN_COUNTRY },
    payment: { token: PAYMENT_TOKEN },
    currency: INVOICE_CURRENCY,
  };
  return { invoiceNo, order, sellable, refused: refusedLines };
}

/** Counts how many lines each reason refused, the most frequent reason first. */
export function countRefusals(invoices: JudgedInvoice[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const reason of invoices.flatMap((invoice) => invoice.refused)) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
