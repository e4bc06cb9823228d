import { type CryptoKey, errors, jwtVerify, type JWTPayload } from 'jose';
import type { Logger } from '../telemetry/index.ts';
import { TokenRefused } from './caller.ts';
import { fetchIssuerMetadata, fetchJwks, SIGNATURE_ALGORITHM } from './issuer-documents.ts';
import { openKeySet } from './key-set.ts';
import { outsideCaller, type ClaimRules } from './outside-caller.ts';
import { LEEWAY_SECONDS, parsedPart } from './token-header.ts';
import { rememberVerified, type VerifiedToken, type Verifier } from './verified-tokens.ts';

/** Longest token that is verified, characters: an issuer may list groups and roles in it. */
const MAX_TOKEN_LENGTH = 8_192;
/** Longest lifetime of a token, s: the default of Auth0. Nothing ends a token before it expires. */
const MAX_LIFE_SECONDS = 86_400;
/** Pause between two reads for unknown keys, ms. Such a request waits that long at most. */
const COOLDOWN_MS = 2_000;
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const KID = /^[\x21-\x7e]{1,256}$/;
const TYPES = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);
/** Header fields that bring a key, or that change how the token is read. */
const REFUSED_FIELDS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip', 'enc'];

/** An outside OpenID Connect issuer, and how its claims are read. */
export interface OutsideIssuer extends ClaimRules {
  /** The `iss` of its tokens, from which its metadata and keys are found. */
  issuer: string;
  /** The audience that `aud` must contain. */
  audience: string;
}

/**
 * A verifier of the access tokens of an outside OpenID Connect issuer: JWTs with an asymmetric
 * signature that the issuer announces. Keys are found by discovery, read at once and again for an
 * unknown key id; while the issuer does not answer, known keys stay valid for an hour and tokens
 * with other keys are rejected with an error that is not TokenRefused.
 */
export function openOutsideVerifier(
  outside: OutsideIssuer,
  { log, now = Date.now, cacheMs }: { log: Logger; now?: () => number; cacheMs?: number },
): Verifier {
  let algorithms: ReadonlySet<string> = new Set();
  const keys = openKeySet({
    ...{ now, cacheMs, cooldownMs: COOLDOWN_MS, waitsForCooldown: true },
    async load() {
      try {
        const metadata = await fetchIssuerMetadata(outside.issuer);
        const jwks = await fetchJwks(metadata.jwksUri);
        ({ algorithms } = metadata);
        return jwks;
      } catch (err) {
        log.warn({ err, issuer: outside.issuer }, 'keys of the outside issuer not read');
        throw err;
      }
    },
  });
  keys.refresh();

  async function verifyAnew(token: string): Promise<VerifiedToken> {
    const { kid, alg } = headerOf(token);
    const key = await keys.find(kid, alg);
    if (key === undefined) throw new TokenRefused('the key is unknown');
    if (!algorithms.has(alg)) throw new TokenRefused('the issuer does not announce the algorithm');
    const payload = await verifiedPayload(token, key, outside, {
      alg,
      currentDate: new Date(now()),
    });
    return { caller: outsideCaller(payload, outside), kid, alg, key };
  }

  return rememberVerified({ verifyAnew, keys, maxLength: MAX_TOKEN_LENGTH, now });
}

// Checked before any key lookup: the header is untrusted input.
function headerOf(token: string): { kid: string; alg: string } {
  if (!TOKEN.test(token)) throw new TokenRefused('not a compact JWS');
  const header = parsedPart(token, 0);
  if (REFUSED_FIELDS.some((field) => header[field] !== undefined)) {
    throw new TokenRefused('the header has a refused field');
  }
  const { alg, typ, kid } = header;
  if (typeof alg !== 'string' || !SIGNATURE_ALGORITHM.test(alg)) {
    throw new TokenRefused('the algorithm is not an asymmetric signature');
  }
  const type = typeof typ === 'string' ? typ.toLowerCase() : typ;
  if (!TYPES.has(type as string | undefined)) {
    throw new TokenRefused('the type is not that of an access token');
  }
  if (typeof kid !== 'string' || !KID.test(kid)) throw new TokenRefused('the key id is malformed');
  return { kid, alg };
}

async function verifiedPayload(
  token: string,
  key: CryptoKey,
  { issuer, audience }: OutsideIssuer,
  { alg, currentDate }: { alg: string; currentDate: Date },
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, key, {
    ...{ issuer, audience, algorithms: [alg], currentDate },
    clockTolerance: LEEWAY_SECONDS,
    requiredClaims: ['exp', 'iat', 'sub'],
  }).catch((error: unknown) => {
    if (error instanceof errors.JOSEError) throw new TokenRefused(error.message);
    throw error;
  });
  if ((payload.exp as number) - (payload.iat as number) > MAX_LIFE_SECONDS) {
    throw new TokenRefused('the lifetime of the token is too long');
  }
  return payload;
}
