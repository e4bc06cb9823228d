import type { HttpProblemCode } from '@commerce/runtime/http';
import type { Operation as AnyOperation } from '@commerce/runtime/openapi';
import { type Role, roles, type Scope } from './identity/access.ts';
import type { ProblemCode } from './problems.ts';

/** An operation of the platform, limited to its problems, roles and scopes. */
export type Operation = AnyOperation<ProblemCode | HttpProblemCode, Role, Scope>;

/** For every signed-in person, with their own data: every account has at least the role `customer`. */
export const SIGNED_IN = { roles } as const;

/**
 * For callers with orders of their own: guests, people and service clients. The app itself ensures that
 * no one reaches another customer's order.
 */
export const WITH_ORDER = { guests: true, roles, scopes: ['orders', 'import'] } as const;
