import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { problem } from '@commerce/platform/problem';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import type { InventoryDeps } from '../deps.ts';
import { readReservation } from '../store/reservations.ts';

/** What the order app asks of reservations by invocation. */
export const reservationRoutes: AppRoute<InventoryDeps>[] = [
  // The first turn of a reservation runs where its request arrives (docs/adr/0026).
  route(
    inventoryOperations.holdReservation,
    async ({ localReservations }, { params, body }, ctx) => {
      ctx.body = await localReservations(params.orderId).hold(body);
    },
  ),

  route(inventoryOperations.getReservation, async ({ database }, { params }, ctx) => {
    const { orderId } = params;
    const reservation = await readReservation(database, orderId);
    if (reservation === undefined) {
      throw problem('reservation-not-found', `Nothing is held for ${orderId}.`);
    }
    ctx.body = reservation;
  }),
];
