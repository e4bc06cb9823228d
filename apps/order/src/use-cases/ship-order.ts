import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { ShipmentDetails } from '@commerce/contracts/order/order-parts';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { OrderDeps } from '../deps.ts';
import type { RequestedUnits } from '../domain/unit-selection.ts';
import { orderOrProblem } from './refuse-command.ts';

type Shipment = ShipmentDetails & {
  shipmentId: string;
  lines?: RequestedUnits[] | undefined;
  shippedAnyway?: boolean | undefined;
};

/**
 * Captures the payment for units and records their shipment; without lines, of everything that can ship.
 * With `shippedAnyway` it records a parcel of cancelled units, and captures nothing.
 */
export async function shipOrder(
  { orders }: Pick<OrderDeps, 'orders'>,
  id: string,
  { shippedAnyway = false, ...shipment }: Shipment,
): Promise<OrderResource> {
  const { location, ...rest } = shipment;
  if (!shippedAnyway) return orderOrProblem(await orders(id).ship(shipment), shipment.lines);
  if (location === undefined) throw locationNeeded();
  return orderOrProblem(await orders(id).shipAnyway({ location, ...rest }), shipment.lines);
}

// The units have no place in the stock any more from which it would follow.
function locationNeeded() {
  const fault = { pointer: '/location', detail: 'is needed for a parcel that left anyway' };
  return httpProblem('invalid-request', `${fault.pointer} ${fault.detail}`, { errors: [fault] });
}
