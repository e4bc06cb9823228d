import type { OrderAnswer } from '../actors/order-actor-type.ts';
import type { OrderDeps } from '../deps.ts';
import type { OrderCommand } from '../domain/order.ts';
import { shipmentToRetry } from '../domain/shipping-exceptions.ts';
import { captureAndShip } from './capture-and-ship.ts';
import type { OpenOrder } from './decide-order.ts';
import { decideAndDriveOrder } from './drive-order.ts';

/**
 * Does what an operator decided: resumes a workflow, or captures and ships what was refused before. A
 * capture that is refused again leaves the order as it was, with the repair in its history.
 */
export async function startRepair(
  deps: OrderDeps,
  order: OpenOrder,
  command: Extract<OrderCommand, { type: 'StartRepair' }>,
): Promise<OrderAnswer> {
  const { version } = await order.aggregate.load();
  const answer = await decideAndDriveOrder(deps, order, command);
  const isRepeat = answer.ok && answer.order.version === version;
  if (!answer.ok || isRepeat || command.action !== 'retry') return answer;
  const { state } = await order.aggregate.load();
  const shipment = shipmentToRetry(state, command.repairId);
  if (shipment === undefined) return answer;
  return captureAndShip(deps, order, { type: 'RecordShipment', ...shipment, now: command.now });
}
