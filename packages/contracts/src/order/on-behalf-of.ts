import { CustomerId } from '../identity/access.ts';
import type { Operations } from '../operation.ts';

/** The header by which a store-front server says for whom it acts. */
export const ON_BEHALF_OF = {
  'On-Behalf-Of': {
    what: 'The customer for whom a service client with the scope `storefront` acts.',
    schema: CustomerId,
  },
} as const;

/** The operations, where those that a store-front server may use take the header. */
export function withOnBehalfOf<const T extends Operations>(operations: T): T {
  const all = Object.entries(operations).map(([id, operation]) => {
    const { access, headers } = operation;
    if (access === undefined || access === 'public') return [id, operation] as const;
    return access.scopes?.includes('storefront') === true
      ? ([id, { ...operation, headers: { ...headers, ...ON_BEHALF_OF } }] as const)
      : ([id, operation] as const);
  });
  return Object.fromEntries(all) as T;
}
