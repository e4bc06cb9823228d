import type { Contract } from '../contract.ts';

/** The gateway has no operations of its own: it forwards the public ones of all apps. */
export const gateway = { operations: {}, schemas: {}, topics: {} } satisfies Contract;
