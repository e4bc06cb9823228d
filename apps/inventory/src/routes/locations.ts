import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { DEFAULT_PRIORITY } from '@commerce/contracts/inventory/stock-api';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import type { InventoryDeps } from '../deps.ts';
import { listLocations, writeLocation } from '../store/locations.ts';

/** The locations where stock can be. */
export const locationRoutes: AppRoute<InventoryDeps>[] = [
  route(
    inventoryOperations.declareLocation,
    async ({ database }, { params: { location }, body }, ctx) => {
      const { priority = DEFAULT_PRIORITY } = body;
      ctx.body = await writeLocation(database, { ...body, location, priority });
    },
  ),

  route(inventoryOperations.listLocations, async ({ database }, _, ctx) => {
    ctx.body = { items: await listLocations(database) };
  }),
];
