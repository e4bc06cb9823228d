import type { Scope } from '@commerce/contracts/identity/access';

/** The scopes of a token for a client: those it asks for, or all it has. undefined: one is not its. */
export function grantedScopes(
  allowed: readonly Scope[],
  asked: string | undefined,
): readonly Scope[] | undefined {
  if (asked === undefined || asked === '') return allowed;
  const names = new Set(asked.split(' '));
  const granted = allowed.filter((scope) => names.has(scope));
  return granted.length === names.size ? granted : undefined;
}
