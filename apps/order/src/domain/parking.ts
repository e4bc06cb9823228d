import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { ParkedSaga, RepairAction, SagaName } from '@commerce/contracts/order/order-repair';
import type { SagaPlan } from 'dapr-actor-runtime/saga';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { fulfilmentStatus } from './fulfilment.ts';
import { orderNotFound, type OrderDecision, type OrderRefusal } from './order-decision.ts';
import type { EventData, Order, PresentOrder, SagaProgress } from './order-state.ts';
import { findRefund } from './refunds.ts';
import { findReturn } from './returns.ts';
import { sagaPlans, type WorkflowName } from './saga-plans.ts';
import { eventsOfDecision, evolveDecision, exceptionsOf } from './shipping-exceptions.ts';

export interface RecordParked {
  type: 'RecordParked';
  saga: SagaName;
  returnId?: string | undefined;
  refundId?: string | undefined;
  /** The run that stopped; a report of an earlier run is ignored. */
  run: number;
  /** As the workflow names it, which may be newer than these rules. */
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
  /** The reason in words, encrypted. */
  personal?: string | undefined;
  returnId?: string | undefined;
  refundId?: string | undefined;
  shipmentId?: string | undefined;
  now: string;
}

/** Of which return or refund a workflow is; empty for the cancellation of the order. */
interface Subject {
  returnId?: string;
  refundId?: string;
}

/** The repairs that are possible for a parked step; none for one that this version does not know. */
export function repairsOf(
  saga: WorkflowName,
  { step, compensating }: { step: string; compensating: boolean },
): RepairAction[] {
  const plan: SagaPlan = sagaPlans[saga];
  const planned = plan.find(({ name }) => name === step);
  return [...((compensating ? planned?.undo : planned)?.repairs ?? [])];
}

/** The number of a workflow's current run, counted from 0: each repair starts the next one. */
export function runOf(progress: SagaProgress | undefined): number {
  return progress?.repairs.length ?? 0;
}

/** What of an order waits for a person. */
export function parkedOf(order: Order): ParkedSaga[] {
  const workflows = sagasOf(order).flatMap(({ saga, subject, progress: { parked } }) =>
    parked ? [{ saga, ...subject, ...parked, actions: repairsOf(saga, parked) }] : [],
  );
  const exceptions = exceptionsOf(order).flatMap(
    ({ saga, subject, progress: { parked }, actions }) =>
      parked ? [{ saga, ...subject, ...parked, actions }] : [],
  );
  return [...workflows, ...exceptions];
}

/** Records that a workflow of the order stopped at a step that it cannot do. */
export function recordParked(
  { saga, returnId, refundId, run, step, reason, compensating, now }: RecordParked,
  order: Order,
): OrderDecision {
  if (order.status === 'absent') return orderNotFound();
  const running = runningSaga(order, saga, { returnId, refundId });
  if (!running.ok) return running;
  const { progress, ended } = running;
  if (ended || progress?.parked !== undefined || runOf(progress) !== run) return accepted();
  return accepted({
    type: 'OrderParked.v1',
    data: {
      status: statusWhileParked(order),
      saga,
      ...(returnId === undefined ? {} : { returnId }),
      ...(refundId === undefined ? {} : { refundId }),
      step,
      reason,
      compensating,
      parkedAt: now,
    },
  });
}

/**
 * Does what a person decided about a workflow or an exception. Rejects with order-not-parked, with
 * repair-ambiguous if several workflows are parked and none is named, or with repair-not-possible.
 */
export function startRepair(
  { repairId, action, by, personal, returnId, refundId, shipmentId, now }: StartRepair,
  order: Order,
): OrderDecision {
  if (order.status === 'absent') return orderNotFound();
  const known = [...sagasOf(order), ...exceptionsOf(order)];
  if (known.some(({ progress }) => progress.repairs.includes(repairId))) {
    return accepted();
  }
  const candidates = parkedOf(order).filter(
    (one) =>
      (returnId === undefined || one.returnId === returnId) &&
      (refundId === undefined || one.refundId === refundId) &&
      (shipmentId === undefined || one.shipmentId === shipmentId),
  );
  const [parked] = candidates;
  if (parked === undefined) {
    return rejected('order-not-parked', 'Nothing of the order waits for a person.');
  }
  if (candidates.length > 1) {
    return rejected(
      'repair-ambiguous',
      'Several things are parked: send the returnId, refundId or shipmentId of one.',
    );
  }
  const { actions, parkedAt: _, ...where } = parked;
  if (!actions.includes(action)) {
    const possible = actions.length === 0 ? 'nothing' : actions.join(' or ');
    return rejected('repair-not-possible', `At ${parked.step} only ${possible} is possible.`);
  }
  const repair: OrderEvent = {
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
  };
  return accepted(repair, ...eventsOfDecision({ ...where, action, now }, order));
}

/** Copies the parking or the repair of a workflow into the order. */
export function evolveParking(
  order: PresentOrder,
  event: Extract<OrderEvent, { type: 'OrderParked.v1' | 'OrderRepairStarted.v1' }>,
): Order {
  const { saga, returnId, refundId } = event.data;
  if (saga === 'ship-order' || saga === 'shipped-anyway') {
    return event.type === 'OrderRepairStarted.v1' ? evolveDecision(order, event.data) : order;
  }
  if (saga === 'cancel-order') {
    return order.status === 'cancelling'
      ? { ...order, saga: evolveProgress(order.saga, event) }
      : order;
  }
  if (order.status !== 'confirmed') return order;
  const { fulfilment } = order;
  if (saga === 'refund-order') {
    const refunds = (fulfilment.refunds ?? []).map((one) =>
      one.refundId === refundId ? { ...one, saga: evolveProgress(one.saga, event) } : one,
    );
    return { ...order, fulfilment: { ...fulfilment, refunds } };
  }
  const returns = fulfilment.returns.map((one) =>
    one.returnId === returnId ? { ...one, saga: evolveProgress(one.saga, event) } : one,
  );
  return { ...order, fulfilment: { ...fulfilment, returns } };
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
  const repairs = [...progress.repairs, repairId];
  // These two are for what is no workflow.
  return action === 'restock' || action === 'write-off'
    ? { ...progress, repairs }
    : { repairs, resume: { step, action, compensating } };
}

function runningSaga(
  order: PresentOrder,
  saga: SagaName,
  {
    returnId = '',
    refundId = '',
  }: { returnId?: string | undefined; refundId?: string | undefined },
): { ok: true; progress: SagaProgress | undefined; ended: boolean } | OrderRefusal {
  if (saga === 'cancel-order') {
    switch (order.status) {
      case 'cancelling':
        return { ok: true, progress: order.saga, ended: false };
      case 'cancelled':
      case 'rejected':
        return { ok: true, progress: order.saga, ended: true };
      case 'placed':
      case 'confirmed':
        return rejected('order-not-cancelling', 'The order is not being cancelled.');
    }
  }
  const fulfilment = order.status === 'confirmed' ? order.fulfilment : undefined;
  if (saga === 'refund-order') {
    const refund = fulfilment && findRefund(fulfilment, refundId);
    return refund === undefined || refund.status === 'requested'
      ? rejected('refund-not-found', 'The order has no such refund, or none that was approved.')
      : { ok: true, progress: refund.saga, ended: refund.status !== 'approved' };
  }
  const found = fulfilment && findReturn(fulfilment, returnId);
  if (found === undefined) return rejected('return-not-found', 'The order has no such return.');
  if (found.status === 'requested') {
    return rejected('return-not-received', 'The units of this return have not arrived.');
  }
  return { ok: true, progress: found.saga, ended: found.status !== 'received' };
}

function sagasOf(order: Order): { saga: WorkflowName; subject: Subject; progress: SagaProgress }[] {
  switch (order.status) {
    case 'absent':
    case 'placed':
      return [];
    case 'confirmed':
      return [
        ...order.fulfilment.returns.flatMap(({ returnId, saga: progress }) =>
          progress === undefined
            ? []
            : [{ saga: 'return-order' as const, subject: { returnId }, progress }],
        ),
        ...(order.fulfilment.refunds ?? []).flatMap(({ refundId, saga: progress }) =>
          progress === undefined
            ? []
            : [{ saga: 'refund-order' as const, subject: { refundId }, progress }],
        ),
      ];
    case 'cancelling':
    case 'cancelled':
    case 'rejected':
      return order.saga === undefined
        ? []
        : [{ saga: 'cancel-order', subject: {}, progress: order.saga }];
  }
}

function statusWhileParked(order: PresentOrder): EventData<'OrderParked.v1'>['status'] {
  if (order.status === 'confirmed') return fulfilmentStatus(order.fulfilment);
  return order.status === 'cancelled' ? 'cancelled' : 'cancelling';
}
