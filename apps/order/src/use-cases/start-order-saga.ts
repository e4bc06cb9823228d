import type { Inspection } from '@commerce/contracts/order/order-parts';
import { currentContext } from 'dapr-actor-runtime/telemetry';
import type { OrderDeps } from '../deps.ts';
import type { PresentOrder, SagaProgress } from '../domain/order-state.ts';
import { runOf } from '../domain/parking.ts';
import { findRefund } from '../domain/refunds.ts';
import { findReturn } from '../domain/returns.ts';
import { cancelOrderSaga, type CancelOrderInput } from '../sagas/cancel-order.ts';
import { refundOrderSaga, type RefundOrderInput } from '../sagas/refund-order.ts';
import { returnOrderSaga, type ReturnOrderInput } from '../sagas/return-order.ts';
import type { SagaRun } from '../sagas/saga-run.ts';

/** Returned units, as the inspection found them. */
type Restocked = { sku: string; quantity: number } & Inspection;

interface Start {
  order: PresentOrder;
  /**
   * Looks first whether the workflow is running, which is much cheaper than starting it again, and
   * whether it gets on.
   */
  mayAlreadyRun: boolean;
}

/** Starts the workflow that compensates an order. */
export async function startCompensation(
  deps: OrderDeps,
  orderId: string,
  { order, mayAlreadyRun }: Start,
): Promise<void> {
  const progress = order.status === 'cancelling' ? order.saga : undefined;
  const input: CancelOrderInput = sagaRun(deps, orderId, progress);
  const instance = instanceId(`cancel-${orderId}`, progress);
  await start(deps, { name: cancelOrderSaga.name, instance, input, mayAlreadyRun });
}

/** Starts the workflow that restocks and refunds a return. */
export async function startReturn(
  deps: OrderDeps,
  orderId: string,
  { order, returnId, mayAlreadyRun }: Start & { returnId: string },
): Promise<void> {
  const found = order.status === 'confirmed' && findReturn(order.fulfilment, returnId);
  if (!found) throw new Error(`order ${orderId} has no return ${returnId}`);
  const { currency } = order.orderDetails.total;
  const input: ReturnOrderInput = {
    ...sagaRun(deps, orderId, found.saga),
    returnId,
    lines: (found.received ?? found.lines).map(restocked),
    refund: { amountMinor: found.refundMinor, currency },
  };
  // Instance ids have at most 64 characters; the id of a return is already unique.
  const instance = instanceId(`return-${returnId}`, found.saga);
  await start(deps, { name: returnOrderSaga.name, instance, input, mayAlreadyRun });
}

/** Starts the workflow that asks payment for a refund without a return. */
export async function startRefund(
  deps: OrderDeps,
  orderId: string,
  { order, refundId, mayAlreadyRun }: Start & { refundId: string },
): Promise<void> {
  const found = order.status === 'confirmed' && findRefund(order.fulfilment, refundId);
  if (!found) throw new Error(`order ${orderId} has no refund ${refundId}`);
  const { amount, kind } = found;
  const input: RefundOrderInput = {
    ...sagaRun(deps, orderId, found.saga),
    ...{ refundId, amount, kind },
  };
  const instance = instanceId(`refund-${refundId}`, found.saga);
  await start(deps, { name: refundOrderSaga.name, instance, input, mayAlreadyRun });
}

async function start(
  { sidecar, sagaWatch, log }: OrderDeps,
  {
    name,
    instance,
    input,
    mayAlreadyRun,
  }: { name: string; instance: string; input: SagaRun; mayAlreadyRun: boolean },
): Promise<void> {
  try {
    if (mayAlreadyRun) await sagaWatch.keepRunning({ name, id: instance, input });
    else await sidecar.startWorkflow(name, instance, input);
  } catch (err) {
    // The decision is committed, so the caller need not wait for the workflow engine.
    const { orderId } = input;
    log.warn({ err, orderId, workflow: name }, 'workflow not started, the sweep starts it');
  }
}

// Each run has its own instance: the parked one may not have ended yet when an operator resumes it.
function instanceId(name: string, progress: SagaProgress | undefined): string {
  const run = runOf(progress);
  return run === 0 ? name : `${name}-${run}`;
}

function sagaRun(
  { stepTries }: OrderDeps,
  orderId: string,
  progress: SagaProgress | undefined,
): SagaRun {
  return {
    orderId,
    run: runOf(progress),
    tries: stepTries,
    ...(progress?.resume && { resume: progress.resume }),
    correlationId: currentContext()?.correlationId,
  };
}

function restocked({ sku, quantity, disposition, location }: Restocked) {
  return {
    sku,
    quantity,
    ...(disposition === undefined ? {} : { disposition }),
    ...(location === undefined ? {} : { location }),
  };
}
