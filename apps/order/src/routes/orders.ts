import { orderOperations } from '@commerce/contracts/order/operations';
import { callerIf, callerIn } from 'dapr-actor-runtime/access';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import { answerVersion, expectedVersions } from 'dapr-actor-runtime/http';
import type { OrderDeps } from '../deps.ts';
import { isSettled } from '../domain/order.ts';
import { annotateOrder } from '../use-cases/annotate-order.ts';
import { cancelOrder } from '../use-cases/cancel-order.ts';
import { diffOrder } from '../use-cases/diff-order.ts';
import { editOrder, previewOrderEdit } from '../use-cases/edit-order.ts';
import { eraseOrder } from '../use-cases/erase-order.ts';
import { listOrders } from '../use-cases/list-orders.ts';
import { listParkedOrders } from '../use-cases/list-parked-orders.ts';
import { readOrder, readOrderAt } from '../use-cases/read-order.ts';
import { readPersonalData } from '../use-cases/read-personal-data.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { showEvents } from '../use-cases/show-events.ts';
import { atLeastAsFresh } from './consistency-token.ts';
import { answeredOnce, commandId, unlessDryRun } from './idempotent-command.ts';
import { showPaymentAction } from '../use-cases/show-payment-action.ts';
import { requirePermission } from './require-permission.ts';

/** Orders: to place, read and cancel them. Of two that match a path, the first one answers. */
export const orderRoutes: AppRoute<OrderDeps>[] = [
  route(
    orderOperations.listOrders,
    async (deps, { query }, ctx) => {
      ctx.body = await listOrders(deps, callerIn(ctx), query);
    },
    { middleware: (deps) => [atLeastAsFresh(deps)] },
  ),

  route(
    orderOperations.listParkedOrders,
    async (deps, { query }, ctx) => {
      ctx.body = await listParkedOrders(deps, query);
    },
    { middleware: (deps) => [atLeastAsFresh(deps)] },
  ),

  route(
    orderOperations.getOrder,
    async (deps, { params: { id }, query: { at } }, ctx) => {
      const order = await (at === undefined ? readOrder(deps, id) : readOrderAt(deps, id, at));
      answerVersion(ctx, order.version);
      ctx.body = at === undefined ? await showPaymentAction(deps, order, callerIf(ctx)) : order;
    },
    { middleware: (deps) => [requirePermission(deps, 'read')], malformedPath: orderNotFound },
  ),

  route(
    orderOperations.readPersonalData,
    async (deps, { params: { id }, query: { purpose } }, ctx) => {
      ctx.body = await readPersonalData(deps, id, { caller: callerIn(ctx), purpose });
    },
    { middleware: (deps) => [requirePermission(deps, 'disclose')], malformedPath: orderNotFound },
  ),

  route(
    orderOperations.getOrderEvents,
    async (deps, { params }, ctx) => {
      const events = await deps.streams.read(params.id);
      if (events.length === 0) throw orderNotFound();
      ctx.body = { items: await showEvents(deps, events) };
    },
    { middleware: (deps) => [requirePermission(deps, 'read')], malformedPath: orderNotFound },
  ),

  route(
    orderOperations.diffOrder,
    async (deps, { params, query }, ctx) => {
      ctx.body = await diffOrder(deps, params.id, query);
    },
    { middleware: (deps) => [requirePermission(deps, 'read')], malformedPath: orderNotFound },
  ),

  route(
    orderOperations.cancelOrder,
    async (deps, { params: { id }, body: { lines } }, ctx) => {
      const order = await cancelOrder(deps, id, {
        commandId: commandId(ctx, 'can', id),
        lines,
        ifVersion: expectedVersions(ctx),
      });
      ctx.status = isSettled(order) ? 200 : 202;
      ctx.set('location', `/orders/${id}`);
      ctx.body = order;
    },
    {
      middleware: (deps) => [requirePermission(deps, 'manage'), answeredOnce(deps, 'cancel-order')],
      malformedPath: orderNotFound,
    },
  ),

  route(
    orderOperations.editOrder,
    async (deps, { params: { id }, body, query: { dryRun } }, ctx) => {
      const edit = {
        editId: commandId(ctx, 'edt', id),
        request: body,
        ifVersion: expectedVersions(ctx),
      };
      if (dryRun === 'true') {
        ctx.body = await previewOrderEdit(deps, id, edit);
        return;
      }
      const order = await editOrder(deps, id, edit);
      ctx.set('location', `/orders/${id}`);
      ctx.status = order.pendingEdit === undefined ? 201 : 202;
      ctx.body = order;
    },
    {
      middleware: (deps) => [
        requirePermission(deps, 'edit'),
        unlessDryRun(answeredOnce(deps, 'edit-order')),
      ],
      malformedPath: orderNotFound,
    },
  ),

  route(
    orderOperations.annotateOrder,
    async (deps, { params: { id }, body: request }, ctx) => {
      const ifVersion = expectedVersions(ctx);
      const order = await annotateOrder(deps, id, { request, caller: callerIn(ctx), ifVersion });
      answerVersion(ctx, order.version);
      ctx.body = order;
    },
    { middleware: (deps) => [requirePermission(deps, 'edit')], malformedPath: orderNotFound },
  ),

  route(
    orderOperations.eraseOrder,
    async (deps, { params }, ctx) => {
      await eraseOrder(deps, params.id);
      ctx.status = 204;
    },
    { malformedPath: orderNotFound },
  ),
];
