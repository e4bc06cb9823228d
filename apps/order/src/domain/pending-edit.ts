import type { EditDeclineCode } from '@commerce/contracts/order/order-edit';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { bookEvents, changedBy, type EditedPart } from './edit-booking.ts';
import { planEdit, type EditedLines, type EditPlan } from './edit-plan.ts';
import { evolveFulfilment, withStatus } from './fulfilment.ts';
import type { OrderDecision, OrderRefusal, OrderRefusalCode } from './order-decision.ts';
import type { ConfirmedOrder, Order, PendingEdit, Shortages, Units } from './order-state.ts';

/** Books the pending edit: its units are held and its money is authorized. */
export interface BookEdit {
  type: 'BookEdit';
  editId: string;
  /** The new authorization, if the edit needs one. */
  authorizationId?: string | undefined;
  /** Added units that are backordered. */
  waiting?: Units | undefined;
  now: string;
}

/** Gives up the pending edit. */
export interface AbandonEdit {
  type: 'AbandonEdit';
  editId: string;
  code: EditDeclineCode;
  /** Why, in words. */
  reason: string;
  shortages?: Shortages | undefined;
  now: string;
}

/** Whether an edit has to wait for stock or money. */
export function mustWait({ added, money }: EditPlan): boolean {
  return added.length > 0 || money.authorizedMinor !== undefined;
}

/** Starts an edit that has to wait. */
export function startEdit(
  edit: EditedLines & {
    editId: string;
    plan: EditPlan;
    parts: readonly EditedPart[];
    personal?: string | undefined;
    now: string;
  },
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const { editId, plan, parts, change, remove, add, personal, now } = edit;
  const { totalMinor, authorizedMinor } = plan.money;
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderEditStarted.v1',
      data: {
        editId,
        ...(change && { change: [...change] }),
        ...(remove && { remove: [...remove] }),
        ...(add && { add: [...add] }),
        changed: changedBy(plan, parts),
        added: plan.added,
        totalMinor,
        ...(authorizedMinor !== undefined && { authorizedMinor }),
        ...(personal !== undefined && { personal }),
        startedAt: now,
      },
    }),
  );
}

/** Books the pending edit. Of another one, or of one that has ended, nothing happens. */
export function bookEdit(
  { editId, authorizationId, waiting, now }: BookEdit,
  order: ConfirmedOrder,
): OrderDecision {
  const { pendingEdit } = order;
  if (pendingEdit?.editId !== editId) return accepted();
  const planned = planEdit(pendingEdit, order);
  if (!planned.ok) return planned;
  const parts = pendingEdit.changed.filter((part) => part !== 'lines');
  const { personal } = pendingEdit;
  const booking = { editId, plan: planned.plan, parts, personal, authorizationId, waiting, now };
  return bookEvents(booking, order);
}

/** Gives up the pending edit. Of another one, or of one that has ended, nothing happens. */
export function abandonEdit(
  { editId, code, reason, shortages, now }: AbandonEdit,
  order: ConfirmedOrder,
): OrderDecision {
  if (order.pendingEdit?.editId !== editId) return accepted();
  return accepted(
    withStatus(order.fulfilment, {
      type: 'OrderEditDeclined.v1',
      data: { editId, code, reason, ...(shortages && { shortages }), declinedAt: now },
    }),
  );
}

/** The events before the cancellation of an order: its pending edit ends with it. */
export function endPendingEdit(order: Order, now: string): OrderEvent[] {
  if (order.status !== 'confirmed' || order.pendingEdit === undefined) return [];
  const { editId } = order.pendingEdit;
  const command = { code: 'cancelled', reason: 'The order was cancelled.' } as const;
  const decision = abandonEdit({ type: 'AbandonEdit', editId, ...command, now }, order);
  return decision.ok ? [...decision.events] : [];
}

/** Copies the start or the decline of an edit into the order. */
export function evolvePendingEdit(
  order: ConfirmedOrder,
  event: Extract<OrderEvent, { type: 'OrderEditStarted.v1' | 'OrderEditDeclined.v1' }>,
): ConfirmedOrder {
  if (event.type === 'OrderEditStarted.v1') {
    const { status: _status, standing: _standing, ...pendingEdit } = event.data;
    return { ...order, pendingEdit };
  }
  const { pendingEdit: _ended, ...others } = order;
  return { ...others, fulfilment: evolveFulfilment(order.fulfilment, event) };
}

/** Refuses what would change the units that the pending edit counts on. */
export function refuseWhilePending({ pendingEdit }: ConfirmedOrder): OrderRefusal | undefined {
  return pendingEdit === undefined
    ? undefined
    : rejected('edit-in-progress', `The edit ${pendingEdit.editId} is not booked yet: try again.`);
}

const REFUSALS: Record<EditDeclineCode, OrderRefusalCode> = {
  'out-of-stock': 'out-of-stock',
  'stock-unavailable': 'unavailable',
  'payment-declined': 'payment-declined',
  'payment-unavailable': 'unavailable',
  cancelled: 'order-not-confirmed',
};

/** The refusal of an edit that was not booked; undefined if it was, or is not decided yet. */
export function refusalOfEdit(order: Order, editId: string): OrderRefusal | undefined {
  if (order.status !== 'confirmed') return undefined;
  const declined = order.fulfilment.declinedEdits?.find((one) => one.editId === editId);
  return declined && rejected(REFUSALS[declined.code], declined.reason);
}

/** Whether the order waits for the stock or the money of an edit. */
export function pendingEditOf(order: Order): PendingEdit | undefined {
  return order.status === 'confirmed' ? order.pendingEdit : undefined;
}
