/** The caller of a request, from its access token, or the app whose sidecar calls. */
export interface Caller {
  /** The id of the user, the service client or the app. */
  sub: string;
  kind: 'user' | 'client' | 'app';
  roles: readonly string[];
  scopes: readonly string[];
  /** The session of a user; undefined for a service client, and if an outside issuer names none. */
  sid: string | undefined;
  /** When the token expires, Unix seconds; absent for an app. */
  exp?: number;
}

/** The caller of a token. */
export interface TokenCaller extends Caller {
  kind: 'user' | 'client';
  /** The id of the token; undefined if an outside issuer gives it none. */
  jti: string | undefined;
  exp: number;
}

/** An app of the platform; its sidecar proves its id, and Dapr's access list allows the call. */
export function appCaller(appId: string): Caller {
  return { sub: appId, kind: 'app', roles: [], scopes: [], sid: undefined };
}

/** Why a token is refused. The reason is for logs and tests; the sender does not see it. */
export class TokenRefused extends Error {
  override name = 'TokenRefused';
}

const MAX_LIST_LENGTH = 32;
const NAME = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/;

/** Whether a value is a name as scopes are (RFC 6749), of at most 128 characters. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

function name(claims: Record<string, unknown>, claim: string): string {
  const value = claims[claim];
  if (isName(value)) return value;
  throw new TokenRefused(`the claim ${claim} is missing or malformed`);
}

function names(value: unknown, claim: string): readonly string[] {
  const all = Array.isArray(value) ? value : undefined;
  const valid = all?.every(isName) ?? false;
  if (all === undefined || all.length > MAX_LIST_LENGTH || !valid) {
    throw new TokenRefused(`the claim ${claim} is malformed`);
  }
  return Object.freeze(all as string[]);
}

/**
 * The caller of a token, from its verified claims (RFC 9068): `sub`, `kind`, `roles` (a list),
 * `scope` (names separated by spaces), `sid` of a user, `jti`, `exp`. Throws TokenRefused for a
 * malformed one.
 */
export function callerOf(claims: Record<string, unknown>): TokenCaller {
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
