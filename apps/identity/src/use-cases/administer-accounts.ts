import { roles as allRoles, type Role } from '@commerce/contracts/identity/access';
import { problem } from '@commerce/platform/problem';
import { contentVersion } from 'dapr-actor-runtime/http';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import {
  canonicalRoles,
  decideDisablement,
  decideRoles,
  type RolesDecision,
} from '../domain/account.ts';
import {
  findAccount,
  lockAccount,
  lockOtherAdmins,
  setDisabled,
  setEnabled,
  updateRoles,
  type LiveAccount,
} from '../store/accounts.ts';
import { endSessions } from '../store/sessions.ts';
import { requireLive } from './load-account.ts';

/** The roles of an account, with their version. */
export interface VersionedRoles {
  roles: Role[];
  version: string;
}

const versioned = (roles: Role[]): VersionedRoles => ({ roles, version: contentVersion(roles) });

/** Rejects with customer-not-found or customer-erased. */
export async function readRoles(
  { database }: Pick<IdentityDeps, 'database'>,
  customerId: string,
): Promise<VersionedRoles> {
  return versioned(requireLive(await findAccount(database, customerId)).roles);
}

interface RolesChange {
  /** The admin who sets the roles. */
  actor: string;
  customerId: string;
  roles: readonly Role[];
  /** Throws if the change may not be based on this version. */
  requireVersion: (version: string) => void;
}

/**
 * Sets the roles of an account, and ends its sessions, whose tokens contain the old roles. Rejects
 * with last-admin, customer-not-found or customer-erased.
 */
export async function setRoles(
  deps: IdentityDeps,
  { actor, customerId, roles, requireVersion }: RolesChange,
): Promise<VersionedRoles> {
  const next = canonicalRoles(roles, allRoles);
  const event = { actor, customerId, action: 'roles.set' };
  await changeAccount(deps, event, async (trx, account, otherAdmins) => {
    requireVersion(contentVersion(account.roles));
    requireAdmin(decideRoles({ current: account.roles, next }, otherAdmins));
    await updateRoles(trx, customerId, next);
    return 'roles';
  });
  return versioned(next);
}

/**
 * Disables an account and ends its sessions. A repeat changes nothing. Rejects with last-admin,
 * customer-not-found or customer-erased.
 */
export function disableAccount(
  deps: IdentityDeps,
  { actor, customerId }: { actor: string; customerId: string },
): Promise<void> {
  const event = { actor, customerId, action: 'account.disable' };
  return changeAccount(deps, event, async (trx, account, otherAdmins) => {
    requireAdmin(decideDisablement(account.roles, otherAdmins));
    await setDisabled(trx, customerId);
    return 'disabled';
  });
}

/**
 * Lets the owner of a disabled account sign in again; its ended sessions stay ended. A repeat changes
 * nothing. Rejects with customer-not-found or customer-erased.
 */
export function enableAccount(
  { database, auditLog }: Pick<IdentityDeps, 'database' | 'auditLog'>,
  { actor, customerId }: { actor: string; customerId: string },
): Promise<void> {
  return transaction(database, async (trx) => {
    requireLive(await lockAccount(trx, customerId));
    await setEnabled(trx, customerId);
    const event = { actor, action: 'account.enable', target: customerId } as const;
    await auditLog.append(trx, { ...event, outcome: 'done' });
  });
}

function requireAdmin(decision: RolesDecision): void {
  if (decision === 'last-admin') throw problem('last-admin', 'Make someone else an admin first.');
}

/** Applies a change that ends all sessions, and records it. The change answers why they end. */
function changeAccount(
  { database, auditLog, clock }: IdentityDeps,
  { actor, customerId, action }: { actor: string; customerId: string; action: string },
  apply: (trx: Trx, account: LiveAccount, otherAdmins: number) => Promise<'roles' | 'disabled'>,
): Promise<void> {
  return transaction(database, async (trx) => {
    const otherAdmins = await lockOtherAdmins(trx, customerId);
    const account = requireLive(await lockAccount(trx, customerId));
    const reason = await apply(trx, account, otherAdmins);
    await endSessions(trx, customerId, { reason, at: new Date(clock()).toISOString() });
    await auditLog.append(trx, { actor, action, target: customerId, outcome: 'done' });
  });
}
