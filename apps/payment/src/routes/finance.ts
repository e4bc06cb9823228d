import { paymentOperations } from '@commerce/contracts/payment/operations';
import { callerIn } from 'dapr-actor-runtime/access';
import { route, type AppRoute } from 'dapr-actor-runtime/app';
import type { PaymentDeps } from '../deps.ts';
import { listFindings } from '../use-cases/list-findings.ts';
import { listPayments } from '../use-cases/list-payments.ts';
import { readPayment } from '../use-cases/read-payment.ts';
import { solveFinding } from '../use-cases/solve-finding.ts';

/** What people of finance see of payments and decide about them. */
export const financeRoutes: AppRoute<PaymentDeps>[] = [
  route(paymentOperations.listPayments, async (deps, { query }, ctx) => {
    ctx.body = await listPayments(deps, query);
  }),
  route(paymentOperations.getPayment, async (deps, { params }, ctx) => {
    ctx.body = await readPayment(deps, params.orderId);
  }),
  route(paymentOperations.listFindings, async (deps, { query }, ctx) => {
    ctx.body = await listFindings(deps, query);
  }),
  route(paymentOperations.resolveFinding, async (deps, { params, body }, ctx) => {
    const decidedBy = callerIn(ctx).sub;
    ctx.body = await solveFinding(deps, Number(params.findingId), { ...body, decidedBy });
  }),
];
