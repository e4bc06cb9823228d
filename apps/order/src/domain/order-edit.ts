import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { bookEvents, type EditedPart } from './edit-booking.ts';
import { planEdit, type EditedLines } from './edit-plan.ts';
import type { OrderDecision } from './order-decision.ts';
import type { ConfirmedOrder } from './order-state.ts';
import { mustWait, refusalOfEdit, refuseWhilePending, startEdit } from './pending-edit.ts';

/** Changes a confirmed order before its goods leave. */
export interface EditOrder extends EditedLines {
  type: 'EditOrder';
  /** The id of the edit. */
  commandId: string;
  /** The parts that `personal` changes; absent: none. */
  parts?: readonly EditedPart[] | undefined;
  /** All personal data of the order after the edit, encrypted. */
  personal?: string | undefined;
  now: string;
}

/**
 * Edits a confirmed order. One that adds units or raises the total beyond what is authorized only starts: it
 * is booked once stock and payment have agreed. Any other is booked at once. Rejects as planEdit() does, with
 * edit-leaves-nothing, with edit-in-progress while another one waits, with order-already-shipped for an
 * address or a contact, and with the refusal of an earlier try. An edit that changes nothing has no event.
 */
export function editOrder(command: EditOrder, order: ConfirmedOrder): OrderDecision {
  const { commandId: editId, parts = [], personal, now, change, remove, add } = command;
  if (order.pendingEdit?.editId === editId) return accepted();
  const refusal = refusalOfEdit(order, editId) ?? refuseWhilePending(order);
  if (refusal !== undefined) return refusal;
  if (parts.length > 0 && order.fulfilment.shipments.length > 0) {
    const detail = 'Units have shipped: addresses and contact can no longer be changed.';
    return rejected('order-already-shipped', detail);
  }
  const planned = planEdit(command, order);
  if (!planned.ok) return planned;
  const { plan } = planned;
  if (plan.reductions.length + plan.added.length + parts.length === 0) return accepted();
  const edit = { editId, plan, parts, personal, now };
  const booked = bookEvents(edit, order);
  if (!booked.ok || !mustWait(plan)) return booked;
  return startEdit({ ...edit, change, remove, add }, order);
}
