import { paymentOperations, paymentSchemas } from './operations.ts';
import type { Contract } from '../contract.ts';

export const payment = {
  operations: paymentOperations,
  schemas: paymentSchemas,
  topics: {},
} satisfies Contract;
