import { derivedId } from '../ids/index.ts';
import { isName, TokenRefused, type TokenCaller } from './caller.ts';

/** Most names of a claim that are looked at: an issuer may list the roles of many applications. */
const MAX_NAMES = 1_000;
/** OpenID Connect allows a subject of 255 characters. */
const MAX_SUBJECT_LENGTH = 255;
/** Claims of ID tokens and of logout tokens, which no access token has. */
const OTHER_TOKENS = ['at_hash', 'c_hash', 'events'];
/** The claim that names the client, in Keycloak and RFC 9068, in Entra v2, in Entra v1. */
const CLIENT_CLAIMS = ['client_id', 'azp', 'appid'];

type Claims = Readonly<Record<string, unknown>>;

/** How the claims of an outside issuer become a caller. */
export interface ClaimRules {
  /** The claim with the roles: a name, or a path of names with dots between them. */
  rolesClaim: string;
  /** Our name of each role by the issuer's name; without it the names are the same. */
  roleMap: ReadonlyMap<string, string> | undefined;
  /** Roles that every user has. */
  everyone: readonly string[];
  /** Begins the id of a user: `<prefix>_` and 32 hex digits. */
  idPrefix: string;
}

/**
 * The caller of a token of an outside issuer, from its verified claims. The id of a user is derived
 * from issuer and subject, so it is always the same. A service client has the scopes of `scope` or
 * `scp`, and those that the issuer lists as its roles. Throws TokenRefused for a token that is no
 * access token, or that only the holder of a key may use.
 */
export function outsideCaller(claims: Claims, rules: ClaimRules): TokenCaller {
  refuseOtherTokens(claims);
  const { iss, sub, sid, jti, exp } = claims;
  if (typeof sub !== 'string' || sub === '' || sub.length > MAX_SUBJECT_LENGTH) {
    throw new TokenRefused('the claim sub is missing or malformed');
  }
  const roles = rolesOf(claims, rules);
  const about = { jti: typeof jti === 'string' ? jti : undefined, exp: exp as number };
  if (isServiceClient(claims)) {
    const scopes = [...namesOf(claims['scope']), ...namesOf(claims['scp']), ...roles];
    const id = CLIENT_CLAIMS.map((claim) => claims[claim]).find(isName) ?? sub;
    if (!isName(id)) throw new TokenRefused('the id of the client is malformed');
    return frozen({ ...about, sub: id, kind: 'client', roles: [], scopes, sid: undefined });
  }
  return frozen({
    ...about,
    sub: `${rules.idPrefix}_${derivedId(String(iss), sub)}`,
    kind: 'user',
    roles: [...rules.everyone, ...roles],
    scopes: [],
    sid: isName(sid) ? sid : undefined,
  });
}

function frozen(caller: TokenCaller): TokenCaller {
  const { roles, scopes } = caller;
  return Object.freeze({
    ...caller,
    roles: Object.freeze([...new Set(roles)]),
    scopes: Object.freeze([...new Set(scopes)]),
  });
}

function refuseOtherTokens(claims: Claims): void {
  const { typ, nonce, scope, scp, cnf } = claims;
  const isOther =
    OTHER_TOKENS.some((claim) => claims[claim] !== undefined) ||
    // Keycloak says in this claim what a token is for.
    (typeof typ === 'string' && typ.toLowerCase() !== 'bearer') ||
    (nonce !== undefined && scope === undefined && scp === undefined);
  if (isOther) throw new TokenRefused('it is not an access token');
  if (cnf !== undefined) throw new TokenRefused('only the holder of a key may use the token');
}

/**
 * Whether a token is that of a service client and not of a user. A user can often choose the scopes
 * of a token, so only what users cannot have makes a client.
 */
function isServiceClient(claims: Claims): boolean {
  const { sub, client_id: clientId, clientId: oldClientId, azp, gty, idtyp } = claims;
  if (idtyp !== undefined) return idtyp === 'app'; // Entra
  if (gty !== undefined) return gty === 'client-credentials'; // Auth0
  if (isName(clientId) && sub === clientId) return true; // RFC 9068
  // Keycloak gives each service client a user of its own.
  const isOwn = isName(azp) && (clientId === azp || oldClientId === azp);
  return isOwn && claims['preferred_username'] === `service-account-${azp.toLowerCase()}`;
}

function rolesOf(claims: Claims, { rolesClaim, roleMap }: ClaimRules): string[] {
  const names = namesOf(claimAt(claims, rolesClaim));
  if (roleMap === undefined) return names;
  return names.flatMap((name) => roleMap.get(name) ?? []);
}

/** A claim by its name or path. A name may contain dots itself: the longest name that exists wins. */
function claimAt(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const claims = value as Claims;
  if (Object.hasOwn(claims, path)) return claims[path];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(claims, head)) continue;
    const found = claimAt(claims[head], path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names of a list, or of a text with spaces between them. Others are not for us, and ignored. */
function namesOf(value: unknown): string[] {
  const all: unknown[] =
    typeof value === 'string' ? value.split(' ') : Array.isArray(value) ? value : [];
  return all.slice(0, MAX_NAMES).filter(isName);
}
