import { orderOperations, orderSchemas } from './operations.ts';
import { ORDERS_TOPIC, privateOrderEvents, publicOrderEvents } from './order-events.ts';
import { Money } from '../money.ts';
import type { Contract } from '../contract.ts';

export const order = {
  operations: orderOperations,
  schemas: { Money, ...orderSchemas },
  topics: { [ORDERS_TOPIC]: { public: publicOrderEvents, private: privateOrderEvents } },
} satisfies Contract;
