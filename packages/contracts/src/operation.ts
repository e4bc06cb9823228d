import type { HttpProblemCode } from 'dapr-actor-runtime/server';
import type { Operation as AnyOperation } from 'dapr-actor-runtime/openapi';
import type { AppName } from './apps.ts';
import { type Role, roles, type Scope } from './identity/access.ts';
import type { ProblemCode } from './problems.ts';

/** An operation of the platform. Its app, problems, roles and scopes are checked by type. */
export type Operation = AnyOperation<ProblemCode | HttpProblemCode, Role, Scope> & { app: AppName };

/** Operations by id. An id is unique in the whole platform. */
export type Operations = Record<string, Omit<Operation, 'operationId' | 'app'>>;

/** The operations of an app, each with its id and its app. */
export function describeOperations<const T extends Operations>(app: AppName, operations: T) {
  const described = Object.entries(operations).map(([operationId, operation]) => [
    operationId,
    { ...operation, operationId, app },
  ]);
  return Object.fromEntries(described) as {
    readonly [Id in keyof T]: T[Id] & { operationId: Id & string; app: AppName };
  };
}

/** The access rule for operations of people on their own data: every signed-in person. */
export const SIGNED_IN = { roles } as const;

/**
 * The access rule for everyone who can have an order: guests, people, and service clients that place
 * orders. The order app itself refuses access to another customer's order.
 */
export const WITH_ORDER = {
  guests: true,
  roles,
  scopes: ['orders', 'import', 'storefront'],
} as const;
