import type { HttpProblemCode } from '@commerce/runtime/http';
import type { Operation as AnyOperation } from '@commerce/runtime/openapi';
import { type Role, roles, type Scope } from './identity/access.ts';
import type { ProblemCode } from './problems.ts';

/** An operation of the platform: its problems, roles and scopes are those that there are. */
export type Operation = AnyOperation<ProblemCode | HttpProblemCode, Role, Scope>;

/** For every person who is signed in, about themselves: an account is a customer's at least. */
export const SIGNED_IN = { roles } as const;

/**
 * For whoever has an order: a guest, a person or a client that places them. The app itself sees to it
 * that nobody has another customer's.
 */
export const WITH_ORDER = { guests: true, roles, scopes: ['orders', 'import'] } as const;
