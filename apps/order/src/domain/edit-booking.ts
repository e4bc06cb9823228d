import type { OrderEdit } from '@commerce/contracts/order/order-edit';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { sum } from './amounts.ts';
import { evolveEditedLines, type EditPlan } from './edit-plan.ts';
import { evolveFulfilment, withStatus } from './fulfilment.ts';
import type { OrderDecision } from './order-decision.ts';
import type { ConfirmedOrder, EventData, Units } from './order-state.ts';
import { cancelLines } from './shipping.ts';

/** A part of the personal data that an edit replaces. */
export type EditedPart = Exclude<OrderEdit['changed'][number], 'lines'>;

/** An edit that is booked now. */
interface Booking {
  editId: string;
  plan: EditPlan;
  parts: readonly EditedPart[];
  /** All personal data of the order after it, encrypted. */
  personal?: string | undefined;
  /** The new authorization, if the plan has one. */
  authorizationId?: string | undefined;
  /** Added units that are backordered. */
  waiting?: Units | undefined;
  now: string;
}

/**
 * The events of an edit: units that it takes off are cancelled, so that stock and payment get them like those
 * of a cancellation; the edit says what is left. Rejects with cancellation-exceeds-open or edit-leaves-nothing.
 */
export function bookEvents(booking: Booking, order: ConfirmedOrder): OrderDecision {
  const { editId, plan, parts, personal, authorizationId, waiting, now } = booking;
  const cancelled = cancelReductions(booking, order);
  if (!cancelled.ok) return cancelled;
  const after = cancelled.events.reduce(
    (before, event) => evolveFulfilment(before, event as Parameters<typeof evolveFulfilment>[1]),
    order.fulfilment,
  );
  const edit = {
    editId,
    changed: changedBy(plan, parts),
    ...plan.money,
    ...(authorizationId !== undefined && { authorizationId }),
    ...(waiting !== undefined && { waiting }),
    editedAt: now,
  };
  const { fulfilment } = evolveEditedLines({ ...order, fulfilment: after }, edit);
  const replaced =
    personal === undefined
      ? []
      : [
          withStatus(after, {
            type: 'OrderPersonalDataReplaced.v1',
            data: { editId, personal, replacedAt: now },
          }),
        ];
  return accepted(
    ...cancelled.events,
    ...replaced,
    withStatus(fulfilment, { type: 'OrderEdited.v1', data: edit }),
  );
}

/** Copies the personal data after an edit, encrypted, into the order. */
export function evolvePersonalData(
  order: ConfirmedOrder,
  { personal }: EventData<'OrderPersonalDataReplaced.v1'>,
): ConfirmedOrder {
  return { ...order, orderDetails: { ...order.orderDetails, personal } };
}

/** What an edit changes. */
export function changedBy(
  { reductions, added }: EditPlan,
  parts: readonly EditedPart[],
): OrderEdit['changed'] {
  return [...(reductions.length + added.length > 0 ? (['lines'] as const) : []), ...parts];
}

/** Copies an edit into the order; the units that it took off have an event of their own. */
export function evolveEdited(
  order: ConfirmedOrder,
  data: EventData<'OrderEdited.v1'>,
): ConfirmedOrder {
  const { pendingEdit, ...others } = order;
  const settled = pendingEdit?.editId === data.editId ? others : order;
  const edited = evolveEditedLines(settled, data);
  const { fulfilment, orderDetails } = edited;
  const { personal, authorizationId } = data;
  return {
    ...edited,
    ...(authorizationId !== undefined && { authorizationId }),
    ...(personal !== undefined && { orderDetails: { ...orderDetails, personal } }),
    fulfilment: evolveFulfilment(fulfilment, { type: 'OrderEdited.v1', data }),
  };
}

function cancelReductions(
  { editId: commandId, plan: { reductions: lines, added }, now }: Booking,
  order: ConfirmedOrder,
): OrderDecision {
  if (lines.length === 0) return accepted();
  const addedUnits = sum(added.map(({ quantity }) => quantity));
  const decision = cancelLines({ type: 'CancelLines', commandId, lines, now }, order, addedUnits);
  return decision.ok && decision.events.some(endsOrder)
    ? rejected('edit-leaves-nothing', 'Nothing would be left: cancel the order instead.')
    : decision;
}

function endsOrder({ type }: OrderEvent): boolean {
  return type === 'OrderCancelling.v1';
}
