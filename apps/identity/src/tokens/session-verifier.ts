import { TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import { openVerifier, type Verifier } from 'dapr-actor-runtime/access';
import type { IdentityDeps } from '../deps.ts';
import { isSessionOpen } from '../store/sessions.ts';

/** Verifies access tokens in the app that issues them: each session is looked up in the database. */
export function sessionVerifier({
  database,
  issuer,
  keyRing,
  jwksCacheSeconds,
  clock,
}: IdentityDeps): Verifier {
  return openVerifier({
    issuer,
    audience: TOKEN_AUDIENCE,
    jwks: () => keyRing.published(),
    cacheMs: jwksCacheSeconds * 1000,
    isRevoked: async ({ sid }) => sid !== undefined && !(await isSessionOpen(database, sid)),
    now: clock,
  });
}
