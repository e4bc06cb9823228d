import type { Role } from '@commerce/contracts/identity/access';

/** A request that must be refused, with `{name}` placeholders for prepared values. */
export interface Case {
  title: string;
  method?: string;
  path: string;
  body?: unknown;
  /** The caller, by default the importer: a demo account, a service client, or a guest. */
  as?: Role | 'load tester' | 'guest';
  /** Added to the caller's headers and an idempotency key for orders; empty ones are omitted. */
  headers?: Record<string, string>;
  /** Sent raw, instead of `body`. */
  raw?: string;
  status: number;
  type: string;
  pointer?: string;
}

export const invalid = { status: 400, type: 'invalid-request' };
/** An operation with limited access, tried by a guest and by another caller. */
export const unknown = { as: 'guest', status: 401, type: 'invalid-token' } as const;
export const forbidden = { status: 403, type: 'forbidden' };

/** Lines of one product, by default the one in every order. */
export function lines(quantity: number, sku = '{sku}') {
  return [{ sku, quantity }];
}
