import type { Jwks } from './key-set.ts';

/** Longest wait for a document of an issuer, ms: requests with new tokens wait for it. */
const FETCH_TIMEOUT_MS = 3_000;
/** Largest document of an issuer; those of Entra have about 20 KiB. */
const MAX_BYTES = 262_144;
/** Symmetric ones and `none` would make a public key, or nothing, enough to sign. */
export const SIGNATURE_ALGORITHM = /^(?:RS|PS|ES)(?:256|384|512)$|^EdDSA$|^Ed25519$/;

/** What a verifier needs to know about an OpenID Connect issuer. */
export interface IssuerMetadata {
  jwksUri: string;
  /** The asymmetric signature algorithms that the issuer announces. */
  algorithms: ReadonlySet<string>;
}

/** Reads a key set from a URL. Rejects if there is none. */
export async function fetchJwks(url: string): Promise<Jwks> {
  return (await fetchJson(url)) as Jwks;
}

/**
 * Reads what an issuer says about itself (OpenID Connect Discovery). Rejects if it does not answer,
 * if the document is that of another issuer, or if it sends an https issuer's readers to http.
 */
export async function fetchIssuerMetadata(issuer: string): Promise<IssuerMetadata> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = (await fetchJson(url)) as Record<string, unknown>;
  const {
    issuer: found,
    jwks_uri: jwksUri,
    id_token_signing_alg_values_supported: announced,
  } = document;
  if (found !== issuer) {
    throw new Error(`${url} is of the issuer '${String(found)}', not of '${issuer}'`);
  }
  if (typeof jwksUri !== 'string' || !URL.canParse(jwksUri)) {
    throw new Error(`${url} has no jwks_uri`);
  }
  if (new URL(issuer).protocol === 'https:' && new URL(jwksUri).protocol !== 'https:') {
    throw new Error(`${url} names keys that are not at an https address`);
  }
  return { jwksUri, algorithms: signatureAlgorithms(announced) };
}

function signatureAlgorithms(announced: unknown): ReadonlySet<string> {
  const all = Array.isArray(announced) ? announced : [];
  return new Set(all.filter((one): one is string => SIGNATURE_ALGORITHM.test(String(one))));
}

async function fetchJson(url: string): Promise<object> {
  const answer = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new Error(`${url} cannot be read`, { cause });
  });
  const text = await boundedText(answer, url);
  if (!answer.ok) throw new Error(`${url} answered with ${answer.status}`);
  const value = JSON.parse(text) as unknown;
  if (typeof value === 'object' && value !== null) return value;
  throw new Error(`${url} has no JSON object`);
}

async function boundedText(answer: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`${url} has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
