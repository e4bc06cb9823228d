import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import type { LocationPriority } from '@commerce/contracts/inventory/stock-api';
import { route } from '@commerce/runtime/app';
import type { InventoryDeps } from '../deps.ts';
import { writePriority } from '../store/stock.ts';

export const setLocationPriorityRoute = route(
  inventoryOperations.setLocationPriority,
  async ({ database }: InventoryDeps, { params: { location }, body: { priority } }, ctx) => {
    const answer: LocationPriority = { location, priority };
    await writePriority(database, answer);
    ctx.body = answer;
  },
);
