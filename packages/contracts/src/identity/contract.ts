import { identityOperations, identitySchemas } from './operations.ts';
import type { Contract } from '../contract.ts';

export const identity = {
  operations: identityOperations,
  schemas: identitySchemas,
  topics: {},
} satisfies Contract;
