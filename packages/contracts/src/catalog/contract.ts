import { productEvents, PRODUCTS_TOPIC } from './product-events.ts';
import { catalogOperations, catalogSchemas } from './operations.ts';
import { Money } from '../money.ts';
import type { Contract } from '../contract.ts';

export const catalog = {
  operations: catalogOperations,
  schemas: { Money, ...catalogSchemas },
  topics: { [PRODUCTS_TOPIC]: productEvents },
} satisfies Contract;
