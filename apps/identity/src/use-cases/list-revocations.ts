import { ACCESS_TOKEN_SECONDS, type Revocations } from '@commerce/contracts/identity/access';
import type { IdentityDeps } from '../deps.ts';
import { findEnded } from '../store/sessions.ts';

/** Clock skew, added to the validity of a token, s. */
const MARGIN_SECONDS = 60;

/** The sessions and clients that ended while an access token of theirs may still be valid. */
export async function listRevocations({
  database,
  clock,
}: Pick<IdentityDeps, 'database' | 'clock'>): Promise<Revocations> {
  const since = clock() - (ACCESS_TOKEN_SECONDS + MARGIN_SECONDS) * 1000;
  return { ended: await findEnded(database, new Date(since).toISOString()) };
}
