import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { ShipmentDetails } from '@commerce/contracts/order/order-parts';
import type { OrderDeps } from '../deps.ts';
import type { RequestedUnits } from '../domain/unit-selection.ts';
import { orderOrProblem } from './refuse-command.ts';

/** Records a shipment; without lines, of everything that can ship. Its event captures the payment. */
export async function shipOrder(
  { orders }: Pick<OrderDeps, 'orders'>,
  id: string,
  shipment: ShipmentDetails & { shipmentId: string; lines?: RequestedUnits[] | undefined },
): Promise<OrderResource> {
  return orderOrProblem(await orders(id).ship(shipment), shipment.lines);
}
