import type { Tokens } from '@commerce/contracts/identity/identity-api';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { checkCredentials, type Credentials } from './check-credentials.ts';
import { issueTokens, openSession } from './open-session.ts';

/** Opens a session without an OAuth client. Rejects as checkCredentials does. */
export async function signIn(deps: IdentityDeps, credentials: Credentials): Promise<Tokens> {
  const { customerId, roles } = await checkCredentials(deps, credentials);
  const session = await transaction(deps.database, (trx) =>
    openSession(deps, trx, { customerId, roles, clientId: null }),
  );
  return issueTokens(deps, session);
}
