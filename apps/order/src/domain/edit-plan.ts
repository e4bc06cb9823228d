import { MAX_AMOUNT_MINOR } from '@commerce/contracts/money';
import type { Charges } from '@commerce/contracts/order/order-charges';
import { MAX_LINES } from '@commerce/contracts/order/order-api';
import type { AddedLine, OrderEdit } from '@commerce/contracts/order/order-edit';
import { lineIdAt, lineIndexOf } from '@commerce/contracts/order/order-parts';
import { canonicalSku } from '@commerce/contracts/sku';
import { rejected } from 'dapr-actor-runtime/streams';
import { sum, unitsAmount } from './amounts.ts';
import { charged, chargesOf } from './charges.ts';
import { amountUpTo, chargedUnits, lineAmounts, openUnits, unitsPerLine } from './fulfilment.ts';
import type { OrderRefusal } from './order-decision.ts';
import type { PricedLine } from './order-lines.ts';
import { totalOf } from './order-lines.ts';
import type {
  ConfirmedOrder,
  Fulfilment,
  LineProgress,
  OrderDetails,
  Units,
} from './order-state.ts';

/** What an edit asks of the lines of an order. */
export interface EditedLines {
  /** The units that lines shall have. */
  change?: readonly { lineId: string; quantity: number }[] | undefined;
  /** The ids of lines that shall have none. */
  remove?: readonly string[] | undefined;
  /** New lines, as they are sold. */
  add?: readonly PricedLine[] | undefined;
}

/** Units that an edit takes off a line. */
export interface Reduction {
  lineId: string;
  quantity: number;
}

/** What an edit does to the lines and the money of an order. */
export interface EditPlan {
  reductions: Reduction[];
  added: AddedLine[];
  /** The lines and the money after it. */
  money: Omit<OrderEdit, 'changed'>;
}

/**
 * Plans the lines of an edit. Until the first units ship, what is left is charged anew by the terms of the
 * order, in both directions, and units may be added: to a line at its price, or as a new line. Afterwards, and
 * for older orders without terms, units that are taken off keep their share of the charges. Rejects with
 * line-not-found, line-repeated, edit-adds-units, duplicate-line, too-many-lines, cancellation-exceeds-open or
 * amount-too-large.
 */
export function planEdit(
  lines: EditedLines,
  order: ConfirmedOrder,
): { ok: true; plan: EditPlan } | OrderRefusal {
  const { fulfilment, orderDetails } = order;
  const changes = changesOf(lines, order);
  if (!changes.ok) return changes;
  const { reductions, added } = changes;
  const changesLines = reductions.length > 0 || added.length > 0;
  if (added.length > 0 && !canCharge(order)) return refuseAddition(added, fulfilment);
  const recharges =
    changesLines && canCharge(order) && (orderDetails.terms !== undefined || added.length > 0);
  const left = withAdded(takenOff(fulfilment, reductions), added);
  const sold = soldWith(orderDetails.lines, added);
  const money = recharges
    ? chargedAnew(left, sold, orderDetails)
    : moneyAfter({ ...fulfilment, lines: left });
  if (money.totalMinor > MAX_AMOUNT_MINOR) {
    return rejected('amount-too-large', 'The total would be larger than any order may be.');
  }
  const authorizes = money.totalMinor > orderDetails.total.amountMinor;
  return {
    ok: true,
    plan: {
      reductions,
      added,
      money: {
        ...money,
        differenceMinor: money.totalMinor - totalLeft(fulfilment),
        currency: orderDetails.total.currency,
        ...(added.length > 0 && { added }),
        ...(authorizes && { authorizedMinor: money.totalMinor }),
      },
    },
  };
}

/** What is left of the lines, and what it costs. */
export function moneyAfter(
  fulfilment: Pick<Fulfilment, 'lines'>,
): Pick<OrderEdit, 'lines' | 'totalMinor'> {
  const lines = fulfilment.lines.map((line, index) => ({
    lineId: lineIdAt(index),
    sku: line.sku,
    quantity: unitsLeft(line),
    amountMinor: unitsAmount(line.amountMinor, {
      quantity: chargedUnits(line),
      from: 0,
      to: unitsLeft(line),
    }),
  }));
  return { lines, totalMinor: totalLeft(fulfilment) };
}

/** Copies the lines of an edit into an order: what it added, and what all of them cost now. */
export function evolveEditedLines(
  order: ConfirmedOrder,
  edit: Pick<OrderEdit, 'lines' | 'added' | 'charges' | 'authorizedMinor'> & {
    waiting?: Units | undefined;
  },
): ConfirmedOrder {
  const { orderDetails, fulfilment } = order;
  const { added = [], charges, authorizedMinor, waiting = [] } = edit;
  if (charges === undefined) return order;
  const grown = withAdded(fulfilment.lines, added);
  const owed = unitsPerLine(unitsAdded(grown, added), waiting);
  const lines = grown.map((line, n) => ({
    ...line,
    amountMinor: edit.lines[n]?.amountMinor ?? 0,
    backordered: line.backordered + (owed[n] ?? 0),
    ...(line.cancelled > 0 && { uncharged: line.cancelled }),
  }));
  const { total } = orderDetails;
  return {
    ...order,
    orderDetails: {
      ...orderDetails,
      lines: soldWith(orderDetails.lines, added),
      charges,
      ...(authorizedMinor !== undefined && { total: { ...total, amountMinor: authorizedMinor } }),
    },
    fulfilment: { ...fulfilment, lines },
  };
}

type Changes = { ok: true; reductions: Reduction[]; added: AddedLine[] } | OrderRefusal;

function changesOf(edited: EditedLines, order: ConfirmedOrder): Changes {
  const { change = [], remove = [], add = [] } = edited;
  const { lines } = order.fulfilment;
  const wanted = [...change, ...remove.map((lineId) => ({ lineId, quantity: 0 }))];
  const named = new Set<string>();
  const reductions: Reduction[] = [];
  const added: AddedLine[] = [];
  for (const { lineId, quantity } of wanted) {
    const index = lineIndexOf(lineId);
    const line = lines[index];
    if (line === undefined) {
      return rejected('line-not-found', `The order has no line ${lineId}.`, lineId);
    }
    if (named.has(lineId)) {
      return rejected('line-repeated', `The edit names ${lineId} more than once.`, lineId);
    }
    named.add(lineId);
    const less = unitsLeft(line) - quantity;
    if (less > openUnits(line)) {
      const detail = `Only ${openUnits(line)} units of ${lineId} have not shipped.`;
      return rejected('cancellation-exceeds-open', detail, lineId);
    }
    if (less > 0) reductions.push({ lineId, quantity: less });
    const unitPriceMinor = order.orderDetails.lines[index]?.unitPriceMinor ?? 0;
    if (less < 0) added.push({ lineId, sku: line.sku, quantity: -less, unitPriceMinor });
  }
  const refusal = refuseNewLines(add, lines);
  if (refusal !== undefined) return refusal;
  const fresh = add.map((line, n) => ({ lineId: lineIdAt(lines.length + n), ...line }));
  return { ok: true, reductions, added: [...added, ...fresh] };
}

function refuseNewLines(
  add: readonly PricedLine[],
  lines: readonly LineProgress[],
): OrderRefusal | undefined {
  const known = new Map(lines.map(({ sku }, index) => [canonicalSku(sku), lineIdAt(index)]));
  for (const { sku } of add) {
    const lineId = known.get(canonicalSku(sku));
    if (lineId !== undefined) {
      return rejected('duplicate-line', `${sku} is on ${lineId}: change its quantity.`, sku);
    }
    known.set(canonicalSku(sku), 'another new line');
  }
  return lines.length + add.length > MAX_LINES
    ? rejected('too-many-lines', `An order has ${MAX_LINES} lines at most, removed ones included.`)
    : undefined;
}

/** Whether what is left of the order can be charged by its terms. */
function canCharge({ fulfilment, orderDetails }: ConfirmedOrder): boolean {
  const { terms, charges } = orderDetails;
  const hasOldCharges =
    terms === undefined && charges !== undefined && sum(Object.values(charges)) > 0;
  return fulfilment.shipments.length === 0 && !hasOldCharges;
}

function refuseAddition([first]: AddedLine[], { shipments }: Fulfilment): OrderRefusal {
  const why =
    shipments.length > 0
      ? 'Units have shipped'
      : 'The order does not know the terms of its charges';
  return rejected('edit-adds-units', `${why}: place another order for more.`, first?.lineId);
}

function takenOff({ lines }: Fulfilment, reductions: Reduction[]): LineProgress[] {
  const less = new Map(reductions.map(({ lineId, quantity }) => [lineId, quantity]));
  return lines.map((line, index) => {
    const quantity = less.get(lineIdAt(index)) ?? 0;
    return quantity === 0 ? line : { ...line, cancelled: line.cancelled + quantity };
  });
}

function withAdded(lines: readonly LineProgress[], added: readonly AddedLine[]): LineProgress[] {
  const more = new Map(added.map(({ lineId, quantity }) => [lineId, quantity]));
  const fresh = added.filter(({ lineId }) => lineIndexOf(lineId) >= lines.length);
  return [
    ...lines.map((line, index) => ({
      ...line,
      quantity: line.quantity + (more.get(lineIdAt(index)) ?? 0),
    })),
    ...fresh.map(({ sku, quantity }) => ({
      ...{ sku, quantity, amountMinor: 0, cancelled: 0, backordered: 0 },
      ...{ shipped: 0, delivered: 0, returning: 0, returned: 0 },
    })),
  ];
}

function unitsAdded(lines: readonly LineProgress[], added: readonly AddedLine[]): Units {
  const more = new Map(added.map(({ lineId, quantity }) => [lineId, quantity]));
  return lines.map(({ sku }, index) => ({ sku, quantity: more.get(lineIdAt(index)) ?? 0 }));
}

function soldWith(lines: PricedLine[], added: readonly AddedLine[]): PricedLine[] {
  const more = new Map(added.map(({ lineId, quantity }) => [lineId, quantity]));
  const fresh = added.filter(({ lineId }) => lineIndexOf(lineId) >= lines.length);
  return [
    ...lines.map((line, index) => ({
      ...line,
      quantity: line.quantity + (more.get(lineIdAt(index)) ?? 0),
    })),
    ...fresh.map(({ lineId: _id, ...line }) => line),
  ];
}

// Lines that nothing is left of take no part in the charges.
function chargedAnew(
  lines: readonly LineProgress[],
  sold: readonly PricedLine[],
  { terms, total: { currency } }: OrderDetails,
): Pick<OrderEdit, 'lines' | 'totalMinor'> & { charges: Charges } {
  const values = lines.map((line, n) => ({
    quantity: unitsLeft(line),
    unitPriceMinor: sold[n]?.unitPriceMinor ?? 0,
  }));
  const linesMinor = totalOf(values);
  const charges =
    terms === undefined
      ? { discountMinor: 0, taxMinor: 0, shippingMinor: 0 }
      : chargesOf(linesMinor, terms);
  const kept = values.flatMap(({ quantity }, n) => (quantity > 0 ? [n] : []));
  const amounts = lineAmounts(
    values.filter(({ quantity }) => quantity > 0),
    charges,
  );
  const amountAt = new Map(kept.map((n, index) => [n, amounts[index] ?? 0]));
  return {
    lines: lines.map((line, n) => ({
      lineId: lineIdAt(n),
      sku: line.sku,
      quantity: unitsLeft(line),
      amountMinor: amountAt.get(n) ?? 0,
    })),
    totalMinor: charged({ amountMinor: linesMinor, currency }, charges).amountMinor,
    charges,
  };
}

function unitsLeft({ quantity, cancelled }: LineProgress): number {
  return quantity - cancelled;
}

function totalLeft({ lines }: Pick<Fulfilment, 'lines'>): number {
  return amountUpTo({ lines }, unitsLeft);
}
