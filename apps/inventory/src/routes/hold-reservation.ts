import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { route } from '@commerce/runtime/app';
import type { InventoryDeps } from '../deps.ts';

/** The first turn of a reservation runs where its request arrives (docs/adr/0026). */
export const holdReservationRoute = route(
  inventoryOperations.holdReservation,
  async ({ localReservations }: InventoryDeps, { params, body }, ctx) => {
    ctx.body = await localReservations(params.orderId).hold(body);
  },
);
