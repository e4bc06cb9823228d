import { orderOperations } from '@commerce/contracts/order/operations';
import { problem } from '@commerce/platform/problem';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { orderOrProblem } from '../use-cases/refuse-command.ts';
import { malformedPath } from './order-path.ts';

export const deliverShipmentRoute = route(
  orderOperations.deliverShipment,
  async ({ orders }: OrderDeps, { params: { id, shipmentId } }, ctx) => {
    ctx.body = orderOrProblem(await orders(id).deliver({ shipmentId }));
  },
  {
    malformedPath: malformedPath(() =>
      problem('shipment-not-found', 'The order has no such shipment.'),
    ),
  },
);
