import type { OrderEdit } from '@commerce/contracts/order/order-edit';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { lineIdAt, lineIndexOf } from '@commerce/contracts/order/order-parts';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { unitsAmount } from './amounts.ts';
import { amountUpTo, evolveFulfilment, withStatus } from './fulfilment.ts';
import type { OrderDecision, OrderRefusal } from './order-decision.ts';
import type { ConfirmedOrder, EventData, Fulfilment, LineProgress } from './order-state.ts';
import { cancelLines } from './shipping.ts';

/** A part of the personal data that an edit replaces. */
export type EditedPart = Exclude<OrderEdit['changed'][number], 'lines'>;

/** Changes a confirmed order before its goods leave. */
export interface EditOrder {
  type: 'EditOrder';
  /** The id of the edit. */
  commandId: string;
  /** The units that lines shall have. */
  change?: readonly { lineId: string; quantity: number }[] | undefined;
  /** The ids of lines that shall have none. */
  remove?: readonly string[] | undefined;
  /** The parts that `personal` changes; absent: none. */
  parts?: readonly EditedPart[] | undefined;
  /** All personal data of the order after the edit, encrypted. */
  personal?: string | undefined;
  now: string;
}

/** Units that an edit takes off a line. */
interface Reduction {
  lineId: string;
  quantity: number;
}

/**
 * Edits a confirmed order. Units that it takes off are cancelled, so that stock and payment get them like
 * those of a cancellation; the edit says what is left. Rejects with line-not-found, line-repeated,
 * edit-adds-units, edit-leaves-nothing, cancellation-exceeds-open or, for an address or a contact,
 * order-already-shipped. An edit that changes nothing has no event.
 */
export function editOrder(command: EditOrder, order: ConfirmedOrder): OrderDecision {
  const { commandId, parts = [], personal, now } = command;
  const { fulfilment, orderDetails } = order;
  if (parts.length > 0 && fulfilment.shipments.length > 0) {
    const detail = 'Units have shipped: addresses and contact can no longer be changed.';
    return rejected('order-already-shipped', detail);
  }
  const reductions = reductionsOf(command, fulfilment);
  if (!Array.isArray(reductions)) return reductions;
  const cancelled = reduce(reductions, { commandId, now }, order);
  if (!cancelled.ok) return cancelled;
  if (reductions.length === 0 && parts.length === 0) return accepted();
  const after = cancelled.events.reduce(
    (before, event) => evolveFulfilment(before, event as Parameters<typeof evolveFulfilment>[1]),
    fulfilment,
  );
  const edit: OrderEdit = {
    changed: [...(reductions.length > 0 ? (['lines'] as const) : []), ...parts],
    ...moneyAfter(after),
    differenceMinor: totalOf(after) - totalOf(fulfilment),
    currency: orderDetails.total.currency,
  };
  return accepted(
    ...cancelled.events,
    withStatus(after, {
      type: 'OrderEdited.v1',
      data: { editId: commandId, ...edit, ...(personal && { personal }), editedAt: now },
    }),
  );
}

/** What is left of the lines, and what it costs. */
export function moneyAfter(fulfilment: Fulfilment): Pick<OrderEdit, 'lines' | 'totalMinor'> {
  const lines = fulfilment.lines.map((line, index) => ({
    lineId: lineIdAt(index),
    sku: line.sku,
    quantity: unitsLeft(line),
    amountMinor: amountLeft(line),
  }));
  return { lines, totalMinor: totalOf(fulfilment) };
}

/** Copies an edit into the order; the units that it took off have an event of their own. */
export function evolveEdited(
  order: ConfirmedOrder,
  data: EventData<'OrderEdited.v1'>,
): ConfirmedOrder {
  const { fulfilment, orderDetails } = order;
  const { personal } = data;
  return {
    ...order,
    ...(personal !== undefined && { orderDetails: { ...orderDetails, personal } }),
    fulfilment: evolveFulfilment(fulfilment, { type: 'OrderEdited.v1', data }),
  };
}

function reductionsOf(
  { change = [], remove = [] }: EditOrder,
  { lines }: Fulfilment,
): Reduction[] | OrderRefusal {
  const wanted = [...change, ...remove.map((lineId) => ({ lineId, quantity: 0 }))];
  const named = new Set<string>();
  const reductions: Reduction[] = [];
  for (const { lineId, quantity } of wanted) {
    const line = lines[lineIndexOf(lineId)];
    if (line === undefined) {
      return rejected('line-not-found', `The order has no line ${lineId}.`, lineId);
    }
    if (named.has(lineId)) {
      return rejected('line-repeated', `The edit names ${lineId} more than once.`, lineId);
    }
    named.add(lineId);
    const less = unitsLeft(line) - quantity;
    if (less < 0) {
      const detail = `${lineId} has ${unitsLeft(line)} units: place another order for more.`;
      return rejected('edit-adds-units', detail, lineId);
    }
    if (less > 0) reductions.push({ lineId, quantity: less });
  }
  return reductions;
}

function reduce(
  lines: Reduction[],
  { commandId, now }: Pick<EditOrder, 'commandId' | 'now'>,
  order: ConfirmedOrder,
): OrderDecision {
  if (lines.length === 0) return accepted();
  const decision = cancelLines({ type: 'CancelLines', commandId, lines, now }, order);
  return decision.ok && decision.events.some(endsOrder)
    ? rejected('edit-leaves-nothing', 'Nothing would be left: cancel the order instead.')
    : decision;
}

function endsOrder({ type }: OrderEvent): boolean {
  return type === 'OrderCancelling.v1';
}

function unitsLeft({ quantity, cancelled }: LineProgress): number {
  return quantity - cancelled;
}

function amountLeft(line: LineProgress): number {
  const { amountMinor, quantity } = line;
  return unitsAmount(amountMinor, { quantity, from: 0, to: unitsLeft(line) });
}

function totalOf(fulfilment: Fulfilment): number {
  return amountUpTo(fulfilment, unitsLeft);
}
