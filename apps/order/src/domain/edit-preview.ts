import type { OrderEditPreview } from '@commerce/contracts/order/edit-api';
import { rejected } from 'dapr-actor-runtime/streams';
import { fulfilmentStatus } from './fulfilment.ts';
import type { OrderRefusal } from './order-decision.ts';
import { moneyAfter, type EditOrder } from './order-edit.ts';
import { standingOf } from './order-standing.ts';
import type { Order } from './order-state.ts';
import { decide, evolve } from './order.ts';

/**
 * What an edit would book, or why it would be refused: the same decision, folded into the order and
 * committed nowhere. An edit that would change nothing shows the order as it is.
 */
export function previewEdit(
  command: EditOrder,
  order: Order,
): { ok: true; preview: OrderEditPreview } | OrderRefusal {
  const decision = decide(command, order);
  if (!decision.ok) return decision;
  const after = decision.events.reduce(evolve, order);
  // The repeat of an edit whose order has ended since.
  if (after.status !== 'confirmed') {
    return rejected('order-not-confirmed', `The order is ${after.status}, not confirmed.`);
  }
  const edit = decision.events.find(({ type }) => type === 'OrderEdited.v1');
  const booked = edit?.type === 'OrderEdited.v1' ? edit.data : undefined;
  const { fulfilment, orderDetails } = after;
  return {
    ok: true,
    preview: {
      status: fulfilmentStatus(fulfilment),
      standing: standingOf(after),
      changed: booked?.changed ?? [],
      ...moneyAfter(fulfilment),
      differenceMinor: booked?.differenceMinor ?? 0,
      currency: orderDetails.total.currency,
    },
  };
}
