import {
  ACCESS_TOKEN_SECONDS,
  TOKEN_AUDIENCE,
  type Role,
  type Scope,
} from '@commerce/contracts/identity/access';
import { uuidv7 } from 'dapr-actor-runtime/ids';
import jwt from 'jsonwebtoken';
import type { KeyRing } from './key-ring.ts';

/** The subject of a token: a user in a session, or a service client. */
export type TokenSubject =
  | { kind: 'user'; sub: string; sid: string; roles: readonly Role[]; clientId: string | null }
  | { kind: 'client'; sub: string; scopes: readonly Scope[] };

/** The `client_id` of users who sign in directly, without an OAuth client. */
const OWN_CLIENT = 'commerce';

export interface AccessTokens {
  issue(subject: TokenSubject): Promise<string>;
}

/** Issues access tokens (RFC 9068) that are valid for 10 minutes. */
export function accessTokens({
  keyRing,
  issuer,
  clock,
}: {
  keyRing: KeyRing;
  issuer: string;
  clock: () => number;
}): AccessTokens {
  return {
    async issue(subject) {
      const { kid, key } = await keyRing.signer();
      const now = Math.floor(clock() / 1000);
      const subjectClaims =
        subject.kind === 'user'
          ? { roles: subject.roles, sid: subject.sid, client_id: subject.clientId ?? OWN_CLIENT }
          : { scope: subject.scopes.join(' '), client_id: subject.sub };
      const claims = {
        iss: issuer,
        aud: TOKEN_AUDIENCE,
        sub: subject.sub,
        kind: subject.kind,
        ...subjectClaims,
        jti: uuidv7(),
        iat: now,
        nbf: now,
        exp: now + ACCESS_TOKEN_SECONDS,
      };
      const header = { alg: 'ES256', typ: 'at+jwt', kid } as const;
      return jwt.sign(claims, key, { algorithm: 'ES256', header });
    },
  };
}
