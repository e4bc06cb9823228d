import type { Export } from '@commerce/contracts/identity/identity-api';
import type { Static } from 'typebox';
import type { OrdersRequest } from '../clients/order.ts';
import type { IdentityDeps } from '../deps.ts';
import { loadOwnAccount } from './load-account.ts';
import { readAddresses } from './manage-addresses.ts';
import { readSessions } from './manage-sessions.ts';
import { toAccount } from './read-account.ts';
import { readAuditLog } from './read-audit-log.ts';

/** Audit entries in an export; only the newest are included. */
const MAX_ACTIVITY = 1_000;

/**
 * Everything that is stored about the caller, with a page of their orders. Rejects with invalid-request
 * for a wrong cursor, and with unavailable while the orders cannot be read.
 */
export async function exportAccount(
  deps: IdentityDeps,
  { sid, ...request }: OrdersRequest & { sid: string | undefined },
): Promise<Static<typeof Export>> {
  const { database, keys, auditLog, readOrders } = deps;
  const { customerId } = request;
  const stored = await loadOwnAccount(database, customerId);
  const { items: orders, nextCursor } = await readOrders(request);
  const event = { actor: customerId, action: 'account.export', target: customerId } as const;
  await auditLog.record({ ...event, outcome: 'done' });
  const activity = await readAuditLog(deps, { subject: customerId, limit: MAX_ACTIVITY });
  return {
    account: await toAccount(keys, database, stored),
    createdAt: stored.createdAt,
    addresses: await readAddresses(deps, customerId),
    sessions: await readSessions(deps, { customerId, currentSid: sid }),
    activity: activity.items,
    orders,
    ...(nextCursor !== undefined && { nextOrdersCursor: nextCursor }),
  };
}
