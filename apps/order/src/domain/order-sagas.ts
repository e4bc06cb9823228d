import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { RepairAction, SagaName } from '@commerce/contracts/order/order-repair';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { SHIPPED_ANYWAY_REASON } from './shipping-exceptions.ts';

/** An edit that waits for stock or money is driven like a workflow, but never parks. */
const EDIT = 'edit-order';

/** The state of a workflow of an order after one of its events. */
export interface SagaPatch {
  orderId: string;
  saga: SagaName | typeof EDIT;
  /** The return, refund, edit or parcel that it is of; empty for those of which an order has only one. */
  subjectId: string;
  /** Of the newest event seen. */
  version: number;
  state: 'running' | 'parked' | 'ended';
  changedAt: string;
  /** Where it is parked, and why. */
  parked?: { step: string; reason: string; compensating: boolean };
}

/** A repair that a person decided. */
export interface RepairRow {
  eventId: string;
  orderId: string;
  subjectId: string;
  at: string;
  by: string;
  action: RepairAction;
  saga: SagaName;
  step: string;
  reason: string;
  /** In clear text, from events that are older than the encryption. */
  note?: string;
  /** The note, encrypted. */
  personal?: string;
}

type Fact = StreamEvent & OrderEvent;

/**
 * One patch per workflow from a batch of events in any order: the newest event determines the state,
 * so any order and any repetition gives the same row.
 */
export function sagaPatches(events: StreamEvent[]): SagaPatch[] {
  const patches = new Map<string, SagaPatch>();
  for (const event of events) {
    const patch = patchOf(event as Fact);
    if (patch === undefined) continue;
    const key = `${patch.orderId} ${patch.saga} ${patch.subjectId}`;
    const known = patches.get(key);
    if (known === undefined || known.version < patch.version) patches.set(key, patch);
  }
  return [...patches.values()];
}

/** The repairs in a batch of events. */
export function repairRows(events: StreamEvent[]): RepairRow[] {
  return events.flatMap((stored) => {
    const event = stored as Fact;
    if (event.type !== 'OrderRepairStarted.v1') return [];
    const { by, action, saga, step, reason, note, personal } = event.data;
    const { id: eventId, stream: orderId, at } = event;
    const subjectId = subjectOf(event.data);
    const row = { eventId, orderId, subjectId, at, by, action, saga, step, reason };
    return [
      {
        ...row,
        ...(note === undefined ? {} : { note }),
        ...(personal === undefined ? {} : { personal }),
      },
    ];
  });
}

function patchOf(event: Fact): SagaPatch | undefined {
  const of = (
    saga: SagaPatch['saga'],
    state: SagaPatch['state'],
    subjectId: string,
    parked?: SagaPatch['parked'],
  ): SagaPatch => ({
    orderId: event.stream,
    saga,
    subjectId,
    version: event.seq,
    state,
    changedAt: event.at,
    ...(parked && { parked }),
  });
  switch (event.type) {
    case 'OrderCancelling.v1':
      return of('cancel-order', 'running', '');
    case 'OrderCancelled.v1':
      return of('cancel-order', 'ended', '');
    case 'OrderRejected.v1':
      // Nothing was held when stock was short, so no workflow ran.
      return event.data.reason === 'out-of-stock' ? undefined : of('cancel-order', 'ended', '');
    case 'OrderReturnReceived.v1':
    case 'OrderReturnReceived.v2':
      return of('return-order', 'running', event.data.returnId);
    case 'OrderReturned.v1':
    case 'OrderReturnDeclined.v1':
      return of('return-order', 'ended', event.data.returnId);
    case 'OrderRefundRequested.v1':
      // Until a second person approves it, nothing runs.
      return event.data.needsApproval
        ? undefined
        : of('refund-order', 'running', event.data.refundId);
    case 'OrderRefundApproved.v1':
      return of('refund-order', 'running', event.data.refundId);
    case 'OrderRefunded.v1':
    case 'OrderRefundDeclined.v1':
      return of('refund-order', 'ended', event.data.refundId);
    case 'OrderEditStarted.v1':
      return of(EDIT, 'running', event.data.editId);
    case 'OrderEdited.v1':
    case 'OrderEditDeclined.v1':
      return of(EDIT, 'ended', event.data.editId);
    case 'OrderCaptureRefused.v1':
      return of('ship-order', 'parked', '', parkedAt('capture-payment', event.data.reason));
    case 'OrderCaptureGivenUp.v1':
    case 'OrderShipped.v1':
    case 'OrderReauthorized.v1':
      return settlesRefusal(event) ? of('ship-order', 'ended', '') : undefined;
    case 'OrderShippedAnyway.v1': {
      const parked = parkedAt('settle-units', SHIPPED_ANYWAY_REASON);
      return of('shipped-anyway', 'parked', event.data.shipmentId, parked);
    }
    case 'OrderShippedAnywaySettled.v1':
      return of('shipped-anyway', 'ended', event.data.shipmentId);
    case 'OrderParked.v1': {
      const { saga, step, reason, compensating } = event.data;
      return of(saga, 'parked', subjectOf(event.data), { step, reason, compensating });
    }
    case 'OrderRepairStarted.v1': {
      const { saga } = event.data;
      // About these another event says that they are settled.
      if (saga === 'ship-order' || saga === 'shipped-anyway') return undefined;
      return of(saga, 'running', subjectOf(event.data));
    }
    default:
      return undefined;
  }
}

/** Whether nobody needs to decide about a refused capture any more. */
function settlesRefusal({ type, data }: Fact): boolean {
  const settles = 'settlesRefusal' in data && data.settlesRefusal === true;
  return type === 'OrderCaptureGivenUp.v1' || settles;
}

/** What waits for a person without a workflow that could be undone. */
function parkedAt(step: string, reason: string): SagaPatch['parked'] {
  return { step, reason, compensating: false };
}

// An order has one refused capture at a time, whatever shipment it is of.
function subjectOf({
  saga,
  returnId,
  refundId,
  shipmentId,
}: {
  saga: SagaName;
  returnId?: string | undefined;
  refundId?: string | undefined;
  shipmentId?: string | undefined;
}): string {
  return returnId ?? refundId ?? (saga === 'shipped-anyway' ? shipmentId : undefined) ?? '';
}
