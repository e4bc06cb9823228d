import type { Sidecar } from '../sidecar/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { Jwks } from './key-set.ts';
import { openRevocations } from './revocations.ts';
import type { Verifier } from './verified-tokens.ts';
import { openVerifier } from './verifier.ts';

/** Longest wait for the issuer's keys or revocation list, ms. */
const READ_TIMEOUT_MS = 3_000;

/**
 * A verifier of the access tokens of an issuer app. It reads the issuer's keys and revocation list
 * by service invocation, not before the first token.
 */
export function openIssuerVerifier({
  sidecar,
  app,
  issuer,
  audience,
  log,
}: {
  sidecar: Pick<Sidecar, 'invoke'>;
  /** The app id of the issuer. */
  app: string;
  issuer: string;
  audience: string;
  log: Logger;
}): Verifier {
  async function read<T>(path: string): Promise<T> {
    const answer = await sidecar.invoke(app, { method: 'GET', path, timeoutMs: READ_TIMEOUT_MS });
    if (answer.status === 200) return JSON.parse(answer.text) as T;
    throw new Error(`${app} answered GET ${path} with ${answer.status}`);
  }
  const isRevoked = openRevocations({
    load: async () => (await read<{ ended: string[] }>('/internal/revocations')).ended,
    onFailure: (err) => log.warn({ err }, 'revocation list not read'),
  });
  return openVerifier({
    issuer,
    audience,
    jwks: () => read<Jwks>('/.well-known/jwks.json'),
    // A service client has no session, and sends thousands of commands.
    isRevoked: (subject, maxAgeMs) =>
      isRevoked(subject, subject.sid === undefined ? undefined : maxAgeMs),
  });
}
