import { type Scope, TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import {
  openVerifier,
  TokenRefused,
  type Verifier,
  verifyByIssuer,
} from 'dapr-actor-runtime/access';
import type { IdentityDeps } from '../deps.ts';
import { isSessionOpen } from '../store/sessions.ts';

/** The scope of apps of the platform, which only identity gives. */
const OF_APPS: Scope = 'data-keys';

/**
 * Verifies access tokens in the app that issues them: each session is looked up in the database.
 * With an outside issuer the users are its own; identity's tokens are then those of service clients
 * only, with which apps read data keys.
 */
export function sessionVerifier(
  { database, issuer, outsideIssuer, keyRing, jwksCacheSeconds, clock }: IdentityDeps,
  outside?: Verifier,
): Verifier {
  const own = openVerifier({
    issuer,
    audience: TOKEN_AUDIENCE,
    jwks: () => keyRing.published(),
    cacheMs: jwksCacheSeconds * 1000,
    isRevoked: async ({ sid }) => sid !== undefined && !(await isSessionOpen(database, sid)),
    now: clock,
  });
  if (outside === undefined || outsideIssuer === undefined) return own;
  return verifyByIssuer(
    new Map([
      [issuer, ofServiceClients(own)],
      [outsideIssuer, withoutScopesOfApps(outside)],
    ]),
  );
}

function ofServiceClients({ verify, hasEnded }: Verifier): Verifier {
  return {
    hasEnded,
    async verify(token, maxAgeMs) {
      const caller = await verify(token, maxAgeMs);
      if (caller.kind === 'client') return caller;
      throw new TokenRefused('users sign in at the outside issuer');
    },
  };
}

function withoutScopesOfApps({ verify, hasEnded }: Verifier): Verifier {
  return {
    hasEnded,
    async verify(token, maxAgeMs) {
      const caller = await verify(token, maxAgeMs);
      return { ...caller, scopes: caller.scopes.filter((scope) => scope !== OF_APPS) };
    },
  };
}
