import { inventoryOperations, inventorySchemas } from './operations.ts';
import { publicStockEvents, STOCK_TOPIC } from './stock-events.ts';
import type { Contract } from '../contract.ts';

export const inventory = {
  operations: inventoryOperations,
  schemas: inventorySchemas,
  topics: { [STOCK_TOPIC]: { public: publicStockEvents, private: {} } },
} satisfies Contract;
