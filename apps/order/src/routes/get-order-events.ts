import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { showEvents } from '../use-cases/show-events.ts';
import { requirePermission } from './require-permission.ts';

export const getOrderEventsRoute = route(
  orderOperations.getOrderEvents,
  async (deps: OrderDeps, { params }, ctx) => {
    const events = await deps.streams.read(params.id);
    if (events.length === 0) throw orderNotFound();
    ctx.body = { items: await showEvents(deps, events) };
  },
  { middleware: (deps) => [requirePermission(deps, 'read')], malformedPath: orderNotFound },
);
