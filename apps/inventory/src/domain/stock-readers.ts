import { AUDIT_LOG, type Scope } from '@commerce/contracts/identity/access';
import type { Caller } from 'dapr-actor-runtime/access';

/**
 * Whether the caller may know how many units there are: staff, and the service clients that manage stock.
 * For everyone else a count is what a competitor would like to read every hour.
 */
export function mayReadCounts(caller: Caller | undefined): boolean {
  if (caller?.kind === 'client') return caller.scopes.includes('stock' satisfies Scope);
  return caller?.roles.some((role) => AUDIT_LOG.staff.some((staff) => staff === role)) === true;
}
