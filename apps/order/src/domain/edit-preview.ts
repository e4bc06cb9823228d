import type { OrderEditPreview } from '@commerce/contracts/order/edit-api';
import { rejected } from 'dapr-actor-runtime/streams';
import { moneyAfter } from './edit-plan.ts';
import { fulfilmentStatus } from './fulfilment.ts';
import type { OrderDecision, OrderRefusal } from './order-decision.ts';
import type { EditOrder } from './order-edit.ts';
import { standingOf } from './order-standing.ts';
import type { Order } from './order-state.ts';
import { decide, evolve } from './order.ts';

/**
 * What an edit would book, or why it would be refused: the same decision, folded into the order and committed
 * nowhere. Of an edit that needs stock or money it shows what is booked if both can be had. An edit that would
 * change nothing shows the order as it is.
 */
export function previewEdit(
  command: EditOrder,
  order: Order,
): { ok: true; preview: OrderEditPreview } | OrderRefusal {
  const decision = decideToTheEnd(command, order);
  if (!decision.ok) return decision;
  const after = decision.events.reduce(evolve, order);
  // The repeat of an edit whose order has ended since.
  if (after.status !== 'confirmed') {
    return rejected('order-not-confirmed', `The order is ${after.status}, not confirmed.`);
  }
  const edit = decision.events.find(({ type }) => type === 'OrderEdited.v1');
  const { fulfilment, orderDetails } = after;
  const shown = { status: fulfilmentStatus(fulfilment), standing: standingOf(after) };
  if (edit?.type === 'OrderEdited.v1') {
    const { editId: _id, editedAt: _at, ...booked } = edit.data;
    return { ok: true, preview: { ...booked, ...shown } };
  }
  const { currency } = orderDetails.total;
  const unchanged = { changed: [], ...moneyAfter(fulfilment), differenceMinor: 0, currency };
  return { ok: true, preview: { ...shown, ...unchanged } };
}

/** An edit that waits is taken as granted by stock and payment. */
function decideToTheEnd(command: EditOrder, order: Order): OrderDecision {
  const { commandId: editId, now } = command;
  const decision = decide(command, order);
  if (!decision.ok) return decision;
  const started = decision.events.reduce(evolve, order);
  const isWaiting = started.status === 'confirmed' && started.pendingEdit?.editId === editId;
  return isWaiting ? decide({ type: 'BookEdit', editId, now }, started) : decision;
}
