import type { Role } from '@commerce/contracts/identity/access';

export type AccountStatus = 'active' | 'disabled' | 'erased';

export type SignInDecision = 'welcome' | 'wrong-credentials' | 'account-disabled';

/**
 * Only who knows the password hears that an account is disabled; to everyone else an account that is
 * unknown, erased or another's looks the same.
 */
export function decideSignIn(
  status: AccountStatus | undefined,
  passwordFits: boolean,
): SignInDecision {
  if (!passwordFits || status === undefined || status === 'erased') return 'wrong-credentials';
  return status === 'disabled' ? 'account-disabled' : 'welcome';
}

/** The roles in the order of the contract, each once; everyone is a customer. */
export function canonicalRoles(asked: readonly Role[], known: readonly Role[]): Role[] {
  return known.filter((role) => role === 'customer' || asked.includes(role));
}

export type RolesDecision = 'set' | 'last-admin';

/** The last active admin stays one: without any, nobody could make another. */
export function decideRoles(
  { current, next }: { current: readonly Role[]; next: readonly Role[] },
  otherActiveAdmins: number,
): RolesDecision {
  const loses = current.includes('admin') && !next.includes('admin');
  return loses && otherActiveAdmins === 0 ? 'last-admin' : 'set';
}

/** Disabling is a loss of every role. */
export function decideDisablement(
  current: readonly Role[],
  otherActiveAdmins: number,
): RolesDecision {
  return decideRoles({ current, next: [] }, otherActiveAdmins);
}
