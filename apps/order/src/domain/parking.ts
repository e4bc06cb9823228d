import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { ParkedSaga, RepairAction, SagaName } from '@commerce/contracts/order/order-repair';
import type { SagaResume } from '@commerce/contracts/order/saga-run';
import { accepted, rejected, type Decision } from '@commerce/runtime/streams';
import { fulfilmentStatus } from './fulfilment.ts';
import type { Order } from './order.ts';
import { findReturn } from './returns.ts';

type PresentOrder = Exclude<Order, { status: 'absent' }>;
type EventData<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>['data'];

/** What people had to do with a workflow of the order: the cancellation, or one of its returns. */
export interface SagaProgress {
  /** Ids of the repairs; their number is the number of the workflow's run. */
  repairs: string[];
  /** Where the newest repair lets it go on. */
  resume?: SagaResume;
  /** Where it stands and waits for a person. */
  parked?: { step: string; reason: string; compensating: boolean; parkedAt: string };
}

export interface RecordParked {
  type: 'RecordParked';
  saga: SagaName;
  returnId?: string | undefined;
  /** The run that stopped: what an earlier run says is too late. */
  run: number;
  step: string;
  reason: string;
  compensating: boolean;
  now: string;
}

export interface StartRepair {
  type: 'StartRepair';
  repairId: string;
  action: RepairAction;
  by: string;
  /** Why, in words, sealed. */
  personal?: string | undefined;
  returnId?: string | undefined;
  now: string;
}

/**
 * The repairs that make sense for a step, going forward and while it is undone. The steps of a
 * cancellation are undos themselves, so there is no way back. Money that was refunded is not taken
 * back, so whether a refund went through is never skipped.
 */
const possibleRepairs: Record<
  SagaName,
  Record<string, { forward: RepairAction[]; compensating: RepairAction[] }>
> = {
  'cancel-order': {
    'release-stock': { forward: ['retry', 'skip'], compensating: [] },
    'void-payment': { forward: ['retry', 'skip'], compensating: [] },
  },
  'return-order': {
    'restock-return': {
      forward: ['retry', 'skip', 'compensate'],
      compensating: ['retry', 'skip'],
    },
    'refund-return': { forward: ['retry', 'skip', 'compensate'], compensating: ['retry'] },
  },
};

/** How a person can let a parked step go on. */
export function repairsOf(
  saga: SagaName,
  { step, compensating }: { step: string; compensating: boolean },
): RepairAction[] {
  const repairs = possibleRepairs[saga][step];
  return (compensating ? repairs?.compensating : repairs?.forward) ?? [];
}

/** The number of the run that drives a workflow now: it counts the repairs. */
export function runOf(progress: SagaProgress | undefined): number {
  return progress?.repairs.length ?? 0;
}

/** The workflows of an order that wait for a person. */
export function parkedOf(order: Order): ParkedSaga[] {
  return sagasOf(order).flatMap(({ saga, returnId, progress }) => {
    const { parked } = progress;
    if (parked === undefined) return [];
    const actions = repairsOf(saga, parked);
    return [{ saga, ...(returnId === undefined ? {} : { returnId }), ...parked, actions }];
  });
}

/** Stops a workflow of the order at a step that it cannot do. */
export function recordParked(
  { saga, returnId, run, step, reason, compensating, now }: RecordParked,
  order: Order,
): Decision<OrderEvent> {
  if (order.status === 'absent') return rejected('order-not-found', 'There is no such order.');
  const running = runningSaga(order, saga, returnId);
  if (!running.ok) return running;
  const { progress, ended } = running;
  if (ended || progress?.parked !== undefined || runOf(progress) !== run) return accepted();
  return accepted({
    type: 'OrderParked.v1',
    data: {
      status: statusWhileParked(order),
      saga,
      ...(returnId === undefined ? {} : { returnId }),
      step,
      reason,
      compensating,
      parkedAt: now,
    },
  });
}

/**
 * Lets a parked workflow go on as a person decided. Rejects with order-not-parked, with
 * repair-ambiguous when several returns are parked and none is named, or repair-not-possible.
 */
export function startRepair(
  { repairId, action, by, personal, returnId, now }: StartRepair,
  order: Order,
): Decision<OrderEvent> {
  if (order.status === 'absent') return rejected('order-not-found', 'There is no such order.');
  if (sagasOf(order).some(({ progress }) => progress.repairs.includes(repairId))) {
    return accepted();
  }
  const candidates = parkedOf(order).filter(
    (one) => returnId === undefined || one.returnId === returnId,
  );
  const [parked] = candidates;
  if (parked === undefined) {
    return rejected('order-not-parked', 'No workflow of the order waits for a person.');
  }
  if (candidates.length > 1) {
    return rejected('repair-ambiguous', 'Several returns are parked: send the returnId of one.');
  }
  const { actions, parkedAt: _, ...where } = parked;
  if (!actions.includes(action)) {
    const possible = actions.length === 0 ? 'nothing' : actions.join(' or ');
    return rejected('repair-not-possible', `At ${parked.step} only ${possible} is possible.`);
  }
  return accepted({
    type: 'OrderRepairStarted.v1',
    data: {
      status: statusWhileParked(order),
      repairId,
      action,
      by,
      ...(personal === undefined ? {} : { personal }),
      ...where,
      startedAt: now,
    },
  });
}

/** Copies what became of a workflow into the order. */
export function evolveParking(
  order: PresentOrder,
  event: Extract<OrderEvent, { type: 'OrderParked.v1' | 'OrderRepairStarted.v1' }>,
): Order {
  const { saga, returnId } = event.data;
  if (saga === 'cancel-order') {
    return order.status === 'cancelling'
      ? { ...order, saga: evolveProgress(order.saga, event) }
      : order;
  }
  if (order.status !== 'confirmed') return order;
  const returns = order.fulfilment.returns.map((one) =>
    one.returnId === returnId ? { ...one, saga: evolveProgress(one.saga, event) } : one,
  );
  return { ...order, fulfilment: { ...order.fulfilment, returns } };
}

function evolveProgress(
  progress: SagaProgress = { repairs: [] },
  event: Extract<OrderEvent, { type: 'OrderParked.v1' | 'OrderRepairStarted.v1' }>,
): SagaProgress {
  if (event.type === 'OrderParked.v1') {
    const { step, reason, compensating, parkedAt } = event.data;
    return { ...progress, parked: { step, reason, compensating, parkedAt } };
  }
  const { repairId, step, action, compensating } = event.data;
  return { repairs: [...progress.repairs, repairId], resume: { step, action, compensating } };
}

function runningSaga(
  order: PresentOrder,
  saga: SagaName,
  returnId: string | undefined,
):
  | { ok: true; progress: SagaProgress | undefined; ended: boolean }
  | Extract<Decision<OrderEvent>, { ok: false }> {
  if (saga === 'cancel-order') {
    switch (order.status) {
      case 'cancelling':
        return { ok: true, progress: order.saga, ended: false };
      case 'cancelled':
      case 'rejected':
        return { ok: true, progress: order.saga, ended: true };
      case 'placed':
      case 'confirmed':
        return rejected('order-not-cancelling', 'No compensation of this order was begun.');
    }
  }
  const found =
    order.status === 'confirmed' ? findReturn(order.fulfilment, returnId ?? '') : undefined;
  if (found === undefined) return rejected('return-not-found', 'The order has no such return.');
  if (found.status === 'requested') {
    return rejected('return-not-received', 'The units of this return have not arrived.');
  }
  return { ok: true, progress: found.saga, ended: found.status !== 'received' };
}

function sagasOf(
  order: Order,
): { saga: SagaName; returnId?: string | undefined; progress: SagaProgress }[] {
  switch (order.status) {
    case 'absent':
    case 'placed':
      return [];
    case 'confirmed':
      return order.fulfilment.returns.flatMap(({ returnId, saga: progress }) =>
        progress === undefined ? [] : [{ saga: 'return-order', returnId, progress }],
      );
    case 'cancelling':
    case 'cancelled':
    case 'rejected':
      return order.saga === undefined ? [] : [{ saga: 'cancel-order', progress: order.saga }];
  }
}

function statusWhileParked(order: PresentOrder): EventData<'OrderParked.v1'>['status'] {
  return order.status === 'confirmed' ? fulfilmentStatus(order.fulfilment) : 'cancelling';
}
