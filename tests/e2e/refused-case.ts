import type { Role } from '@commerce/contracts/identity/access';

/** A request that must be refused, with `{name}` in place of what the test has prepared. */
export interface Case {
  title: string;
  method?: string;
  path: string;
  body?: unknown;
  /** Who sends it, if not the importer: a demo account, a service client, or nobody who is known. */
  as?: Role | 'load tester' | 'guest';
  /** Beside the caller's, and a key of its own for an order; an empty one is left out. */
  headers?: Record<string, string>;
  /** Sent as they are, in place of `body`. */
  raw?: string;
  status: number;
  type: string;
  pointer?: string;
}

export const invalid = { status: 400, type: 'invalid-request' };
/** What only some may do, tried by nobody who is known, and by somebody else. */
export const unknown = { as: 'guest', status: 401, type: 'invalid-token' } as const;
export const forbidden = { status: 403, type: 'forbidden' };

/** Lines of one product, by default of that which is in every order. */
export function lines(quantity: number, sku = '{sku}') {
  return [{ sku, quantity }];
}
