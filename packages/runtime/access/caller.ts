/** Who makes a request, as an access token says it. */
export interface Caller {
  /** The customer's or the service client's id. */
  sub: string;
  kind: 'user' | 'client';
  roles: readonly string[];
  scopes: readonly string[];
  /** The session of a user; a service client has none. */
  sid: string | undefined;
  /** The token's own id. */
  jti: string;
  /** When the token ends, Unix seconds. */
  exp: number;
}

/** Why a token is refused. For logs and tests: whoever sent it hears nothing of it. */
export class TokenRefused extends Error {
  override name = 'TokenRefused';
}

const MAX_LIST_LENGTH = 32;
const NAME = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/;

function name(claims: Record<string, unknown>, claim: string): string {
  const value = claims[claim];
  if (typeof value === 'string' && NAME.test(value)) return value;
  throw new TokenRefused(`the claim ${claim} is missing or malformed`);
}

function names(value: unknown, claim: string): readonly string[] {
  const all = Array.isArray(value) ? value : undefined;
  const fit = all?.every((one) => typeof one === 'string' && NAME.test(one)) ?? false;
  if (all === undefined || all.length > MAX_LIST_LENGTH || !fit) {
    throw new TokenRefused(`the claim ${claim} is malformed`);
  }
  return Object.freeze(all as string[]);
}

/**
 * The caller in a token's verified claims (RFC 9068): `sub`, `kind`, `roles` (a list), `scope` (names
 * with blanks between them), `sid` of a user, `jti`, `exp`. Throws TokenRefused when one does not fit.
 */
export function callerOf(claims: Record<string, unknown>): Caller {
  const { kind, roles = [], scope = '', exp } = claims;
  if (kind !== 'user' && kind !== 'client') throw new TokenRefused('the claim kind is unknown');
  if (typeof scope !== 'string') throw new TokenRefused('the claim scope is malformed');
  return Object.freeze({
    sub: name(claims, 'sub'),
    kind,
    roles: names(roles, 'roles'),
    scopes: names(scope === '' ? [] : scope.split(' '), 'scope'),
    sid: kind === 'user' ? name(claims, 'sid') : undefined,
    jti: name(claims, 'jti'),
    exp: exp as number,
  });
}
