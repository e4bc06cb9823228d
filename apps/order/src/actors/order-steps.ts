import { CANCEL_ORDER } from '@commerce/contracts/order/cancel-order-workflow';
import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { actorReferences } from '@commerce/runtime/actors';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { currentContext, type Logger } from '@commerce/runtime/telemetry';
import { authorizePayment } from '../clients/payment.ts';
import { unitsBySku } from '../domain/order-lines.ts';
import type { Findings, Step } from '../domain/order-process.ts';
import type { Order } from '../domain/order.ts';

/** Longest wait for a hold: one SQL transaction, which may queue behind others on a hot product. */
const HOLD_TIMEOUT_MS = 10_000;

type PresentOrder = Exclude<Order, { status: 'absent' }>;
type OutwardStep = Exclude<Step, { do: 'rest' | 'decide' }>;
export type TakeStep = (
  step: OutwardStep,
  order: PresentOrder,
  findings: Findings,
) => Promise<Findings>;

/** The order process's steps that call out: each is idempotent by the order's id. */
export function orderSteps({
  id,
  sidecar,
  log,
}: {
  id: string;
  sidecar: Sidecar;
  log: Logger;
}): TakeStep {
  const reservations = actorReferences(sidecar, ReservationActor, { timeoutMs: HOLD_TIMEOUT_MS });

  return async (step, { placing }, findings) => {
    switch (step.do) {
      case 'hold-stock': {
        const stock = await reservations(id)
          .hold({ lines: unitsBySku(placing.lines) })
          .catch((err: unknown) => {
            log.warn({ err, orderId: id }, 'stock not reachable, the order is driven again later');
            return { outcome: 'unreachable' as const };
          });
        return { ...findings, stock };
      }
      case 'authorize-payment': {
        const payment = await authorizePayment(sidecar, id, {
          amount: placing.total,
          token: placing.paymentToken,
        });
        return { ...findings, payment, asks: findings.asks + 1 };
      }
      case 'start-compensation':
        await sidecar.startWorkflow(CANCEL_ORDER, `cancel-${id}`, {
          orderId: id,
          correlationId: currentContext()?.correlationId,
        });
        return { ...findings, compensationStarted: true };
    }
  };
}
