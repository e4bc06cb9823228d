import { orderOperations } from '@commerce/contracts/order/operations';
import { problem } from '@commerce/platform/problem';
import { callerIf, callerIn } from 'dapr-actor-runtime/access';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import type { Problem } from 'dapr-actor-runtime/server';
import type { OrderDeps } from '../deps.ts';
import { declineReturn } from '../use-cases/decline-return.ts';
import { orderNotFound, orderOrProblem } from '../use-cases/refuse-command.ts';
import { requestReturn } from '../use-cases/request-return.ts';
import { shipOrder } from '../use-cases/ship-order.ts';
import { answeredOnce, commandId } from './idempotent-command.ts';
import { malformedPath } from './order-path.ts';
import { requirePermission } from './require-permission.ts';

/** What happens to a confirmed order: shipments, deliveries and returns. */
export const fulfilmentRoutes: AppRoute<OrderDeps>[] = [
  route(
    orderOperations.shipOrder,
    async (deps, { params: { id }, body }, ctx) => {
      ctx.body = await shipOrder(deps, id, { shipmentId: commandId(ctx, 'shp', id), ...body });
      ctx.set('location', `/orders/${id}`);
      ctx.status = 201;
    },
    {
      middleware: (deps) => [answeredOnce(deps, 'ship-order')],
      malformedPath: orderNotFound,
    },
  ),

  route(
    orderOperations.deliverShipment,
    async ({ orders }, { params: { id, shipmentId } }, ctx) => {
      ctx.body = orderOrProblem(await orders(id).deliver({ shipmentId }));
    },
    {
      malformedPath: malformedPath(() =>
        problem('shipment-not-found', 'The order has no such shipment.'),
      ),
    },
  ),

  route(
    orderOperations.requestReturn,
    async (deps, { params: { id }, body }, ctx) => {
      const returnId = commandId(ctx, 'ret', id);
      ctx.body = await requestReturn(deps, id, { returnId, caller: callerIf(ctx), request: body });
      ctx.set('location', `/orders/${id}`);
      ctx.status = 201;
    },
    {
      middleware: (deps) => [
        requirePermission(deps, 'manage'),
        answeredOnce(deps, 'request-return'),
      ],
      malformedPath: orderNotFound,
    },
  ),

  route(
    orderOperations.withdrawReturn,
    async ({ orders }, { params: { id, returnId } }, ctx) => {
      ctx.body = orderOrProblem(await orders(id).withdrawReturn({ returnId }));
    },
    {
      middleware: (deps) => [requirePermission(deps, 'manage')],
      malformedPath: malformedPath(returnNotFound),
    },
  ),

  route(
    orderOperations.declineReturn,
    async (deps, { params: { id, returnId }, body: { reason } }, ctx) => {
      const by = callerIn(ctx).sub;
      ctx.body = await declineReturn(deps, id, { returnId, by, reason });
    },
    { malformedPath: malformedPath(returnNotFound) },
  ),

  route(
    orderOperations.closeReturn,
    async ({ orders }, { params: { id, returnId } }, ctx) => {
      const by = callerIn(ctx).sub;
      ctx.body = orderOrProblem(await orders(id).closeReturn({ returnId, by }));
    },
    { malformedPath: malformedPath(returnNotFound) },
  ),

  route(
    orderOperations.receiveReturn,
    async ({ orders }, { params: { id, returnId }, body }, ctx) => {
      const receiptId = commandId(ctx, 'rcp', id);
      const answer = await orders(id).receiveReturn({ returnId, receiptId, ...body });
      ctx.body = orderOrProblem(answer, body.lines);
      ctx.set('location', `/orders/${id}`);
      ctx.status = 202;
    },
    {
      middleware: (deps) => [answeredOnce(deps, 'receive-return')],
      malformedPath: malformedPath(returnNotFound),
    },
  ),
];

function returnNotFound(): Problem {
  return problem('return-not-found', 'The order has no such return.');
}
