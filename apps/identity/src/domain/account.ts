import type { Role } from '@commerce/contracts/identity/access';

export type AccountStatus = 'active' | 'disabled' | 'erased';

export type SignInDecision = 'accepted' | 'wrong-credentials' | 'account-disabled';

export type RolesDecision = 'allowed' | 'last-admin';

/** The form in which an email address is looked up: addresses that differ only in case are the same. */
export function canonicalEmail(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

/**
 * Only a caller who knows the password learns that the account is disabled. To everyone else an
 * unknown, an erased and another person's account look the same.
 */
export function decideSignIn(
  status: AccountStatus | undefined,
  passwordMatches: boolean,
): SignInDecision {
  if (!passwordMatches || status === undefined || status === 'erased') return 'wrong-credentials';
  return status === 'disabled' ? 'account-disabled' : 'accepted';
}

/** The requested roles in the order of the contract, without duplicates; everyone is a customer. */
export function canonicalRoles(requested: readonly Role[], known: readonly Role[]): Role[] {
  return known.filter((role) => role === 'customer' || requested.includes(role));
}

/** The last active admin keeps the role: without an admin, no one could appoint another. */
export function decideRoles(
  { current, next }: { current: readonly Role[]; next: readonly Role[] },
  otherActiveAdmins: number,
): RolesDecision {
  const losesAdmin = current.includes('admin') && !next.includes('admin');
  return losesAdmin && otherActiveAdmins === 0 ? 'last-admin' : 'allowed';
}

/** Disabling or erasing an account takes away all its roles. */
export function decideDisablement(
  current: readonly Role[],
  otherActiveAdmins: number,
): RolesDecision {
  return decideRoles({ current, next: [] }, otherActiveAdmins);
}
