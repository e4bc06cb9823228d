import { inventoryOperations, inventorySchemas } from './operations.ts';
import { STOCK_TOPIC, stockEvents } from './stock-events.ts';
import type { Contract } from '../contract.ts';

export const inventory = {
  operations: inventoryOperations,
  schemas: inventorySchemas,
  topics: { [STOCK_TOPIC]: stockEvents },
} satisfies Contract;
