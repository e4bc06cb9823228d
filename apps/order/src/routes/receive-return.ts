import { orderOperations } from '@commerce/contracts/order/operations';
import { problem } from '@commerce/platform/problem';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { orderOrProblem } from '../use-cases/refuse-command.ts';
import { malformedPath } from './order-path.ts';

export const receiveReturnRoute = route(
  orderOperations.receiveReturn,
  async ({ orders }: OrderDeps, { params: { id, returnId } }, ctx) => {
    ctx.body = orderOrProblem(await orders(id).receiveReturn({ returnId }));
    ctx.set('location', `/orders/${id}`);
    ctx.status = 202;
  },
  {
    malformedPath: malformedPath(() =>
      problem('return-not-found', 'The order has no such return.'),
    ),
  },
);
