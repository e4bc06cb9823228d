import { orderOperations, orderSchemas } from './operations.ts';
import { orderEvents, ORDERS_TOPIC } from './order-events.ts';
import { Money } from '../money.ts';
import type { Contract } from '../contract.ts';

export const order = {
  operations: orderOperations,
  schemas: { Money, ...orderSchemas },
  topics: { [ORDERS_TOPIC]: orderEvents },
} satisfies Contract;
