import type { Money } from '@commerce/contracts/money';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { currentContext, type Logger } from '@commerce/runtime/telemetry';
import { holdStock } from '../clients/inventory.ts';
import { authorizePayment } from '../clients/payment.ts';
import { unitsBySku } from '../domain/order-lines.ts';
import type { Step, TurnContext } from '../domain/order-process.ts';
import type { OrderDetails, PresentOrder, SagaProgress } from '../domain/order-state.ts';
import { runOf } from '../domain/parking.ts';
import { findReturn } from '../domain/returns.ts';
import type { PersonalData } from '../personal/personal-data.ts';
import { cancelOrderSaga, type CancelOrderInput } from '../sagas/cancel-order.ts';
import { returnOrderSaga, type ReturnOrderInput } from '../sagas/return-order.ts';
import type { SagaRun } from '../sagas/saga-run.ts';

type OutwardStep = Exclude<Step, { do: 'rest' | 'decide' }>;
export type TakeStep = (
  step: OutwardStep,
  order: PresentOrder,
  turn: TurnContext,
) => Promise<TurnContext>;

interface StepDeps {
  id: string;
  sidecar: Sidecar;
  personal: Pick<PersonalData, 'decrypt'>;
  stepTries: number;
  log: Logger;
}

/** The order process's steps that call out: each is idempotent by the order's id. */
export function orderSteps({ id, sidecar, personal, stepTries, log }: StepDeps): TakeStep {
  const start = async (
    name: string,
    instance: string,
    input: object,
    { mayAlreadyRun }: TurnContext,
  ) => {
    try {
      if (mayAlreadyRun && (await sidecar.isWorkflowRunning(instance))) return;
      await sidecar.startWorkflow(name, instance, input);
    } catch (err) {
      // What was decided stands, and whoever asked for it need not wait for the engine.
      log.warn({ err, orderId: id, workflow: name }, 'workflow not started, the sweep starts it');
    }
  };

  return async (step, order, turn) => {
    const { orderDetails } = order;
    switch (step.do) {
      case 'hold-stock': {
        const stock = await holdStock(sidecar, id, {
          lines: unitsBySku(orderDetails.lines),
          ...(orderDetails.policy === undefined ? {} : { policy: orderDetails.policy }),
        }).catch((err: unknown) => {
          log.warn({ err, orderId: id }, 'stock not reachable, the order is driven again later');
          return { outcome: 'unreachable' as const };
        });
        return { ...turn, stock };
      }
      case 'authorize-payment': {
        const payment = await authorize(orderDetails, {
          id,
          amount: step.amount,
          sidecar,
          personal,
          log,
        });
        return { ...turn, payment, authorizationAttempts: turn.authorizationAttempts + 1 };
      }
      case 'start-compensation': {
        const progress = order.status === 'cancelling' ? order.saga : undefined;
        const input: CancelOrderInput = {
          orderId: id,
          ...sagaRun(progress, stepTries),
          correlationId: currentContext()?.correlationId,
        };
        await start(cancelOrderSaga.name, instanceId(`cancel-${id}`, progress), input, turn);
        return { ...turn, compensationStarted: true };
      }
      case 'start-return': {
        const { returnId } = step;
        const found = order.status === 'confirmed' && findReturn(order.fulfilment, returnId);
        if (!found) throw new Error(`order ${id} has no return ${returnId}`);
        const input: ReturnOrderInput = {
          orderId: id,
          returnId,
          lines: found.lines.map(({ sku, quantity }) => ({ sku, quantity })),
          refund: { amountMinor: found.refundMinor, currency: orderDetails.total.currency },
          ...sagaRun(found.saga, stepTries),
          correlationId: currentContext()?.correlationId,
        };
        // Instance ids have 64 characters at most; a return's own id is unique already.
        const instance = instanceId(`return-${returnId}`, found.saga);
        await start(returnOrderSaga.name, instance, input, turn);
        return { ...turn, returnsStarted: [...turn.returnsStarted, returnId] };
      }
    }
  };
}

/** The only place where what pays is opened: it goes to payment and no further. */
async function authorize(
  orderDetails: OrderDetails,
  { id, amount, sidecar, personal, log }: Omit<StepDeps, 'stepTries'> & { amount: Money },
): Promise<NonNullable<TurnContext['payment']>> {
  try {
    const person =
      'personal' in orderDetails
        ? await personal.decrypt(
            { orderId: id, customerId: orderDetails.customerId },
            orderDetails.personal,
          )
        : orderDetails;
    if (person === 'erased') return { outcome: 'erased' };
    return await authorizePayment(sidecar, id, { amount, token: person.paymentToken });
  } catch (err) {
    log.warn({ err, orderId: id }, 'what pays cannot be read, the order is driven again later');
    return { outcome: 'unknown', reason: (err as Error).message };
  }
}

// Each run has an instance of its own: the parked one may not have ended yet when a person acts.
function instanceId(name: string, progress: SagaProgress | undefined): string {
  const run = runOf(progress);
  return run === 0 ? name : `${name}-${run}`;
}

function sagaRun(progress: SagaProgress | undefined, tries: number): Omit<SagaRun, 'orderId'> {
  return { run: runOf(progress), tries, ...(progress?.resume && { resume: progress.resume }) };
}
