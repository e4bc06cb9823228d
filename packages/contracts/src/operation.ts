import type { HttpProblemCode } from '@commerce/runtime/http';
import type { Operation as AnyOperation } from '@commerce/runtime/openapi';
import type { AppName } from './apps.ts';
import { type Role, roles, type Scope } from './identity/access.ts';
import type { ProblemCode } from './problems.ts';

/** An operation of the platform: its app, problems, roles and scopes are those that exist. */
export type Operation = AnyOperation<ProblemCode | HttpProblemCode, Role, Scope> & { app: AppName };

/** Operations by their ids, which are unique in the whole platform. */
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

/** For every signed-in person, about themselves: every account is at least a customer's. */
export const SIGNED_IN = { roles } as const;

/**
 * For whoever may have an order: a guest, a person or a service client that places orders. The order
 * app itself refuses access to another customer's order.
 */
export const WITH_ORDER = { guests: true, roles, scopes: ['orders', 'import'] } as const;
