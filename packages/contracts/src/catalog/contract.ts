import { PRODUCTS_TOPIC, publicProductEvents } from './product-events.ts';
import { catalogOperations, catalogSchemas } from './operations.ts';
import { Money } from '../money.ts';
import type { Contract } from '../contract.ts';

export const catalog = {
  operations: catalogOperations,
  schemas: { Money, ...catalogSchemas },
  topics: { [PRODUCTS_TOPIC]: { public: publicProductEvents, private: {} } },
} satisfies Contract;
