import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { RepairAction, SagaName } from '@commerce/contracts/order/order-repair';
import type { StreamEvent } from 'dapr-actor-runtime/streams';

/** The state of a workflow of an order after one of its events. */
export interface SagaPatch {
  orderId: string;
  saga: SagaName;
  /** Of return-order; empty for cancel-order, of which an order has only one. */
  returnId: string;
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
  returnId: string;
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
    const key = `${patch.orderId} ${patch.saga} ${patch.returnId}`;
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
    const { by, action, saga, returnId = '', step, reason, note, personal } = event.data;
    const { id: eventId, stream: orderId, at } = event;
    const row = { eventId, orderId, returnId, at, by, action, saga, step, reason };
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
    saga: SagaName,
    state: SagaPatch['state'],
    returnId: string,
    parked?: SagaPatch['parked'],
  ): SagaPatch => ({
    orderId: event.stream,
    saga,
    returnId,
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
    case 'OrderParked.v1': {
      const { saga, returnId = '', step, reason, compensating } = event.data;
      return of(saga, 'parked', returnId, { step, reason, compensating });
    }
    case 'OrderRepairStarted.v1':
      return of(event.data.saga, 'running', event.data.returnId ?? '');
    default:
      return undefined;
  }
}
