import { forgetDataKeys } from 'dapr-actor-runtime/personal-data';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { deleteExpiredCodes } from '../store/authorization-codes.ts';
import { deleteExpiredEmailChanges } from '../store/email-changes.ts';
import { deleteExpiredResets } from '../store/password-resets.ts';
import { deleteExpiredRegistrations } from '../store/registrations.ts';
import { deleteEndedSessions } from '../store/sessions.ts';

/** An ended session is kept for this long, days. */
const ENDED_SESSIONS_KEPT_DAYS = 90;
/** Most registrations, and most sessions, that one run deletes. */
const MAX_PRUNED = 1_000;

/** Deletes expired registrations with their keys, expired resets, changes of addresses and codes, and old sessions. */
export async function pruneExpired({ database }: Pick<IdentityDeps, 'database'>): Promise<void> {
  await transaction(database, async (trx) => {
    await forgetDataKeys(trx, await deleteExpiredRegistrations(trx, MAX_PRUNED));
  });
  await deleteExpiredResets(database);
  await deleteExpiredEmailChanges(database);
  await deleteExpiredCodes(database);
  await deleteEndedSessions(database, { days: ENDED_SESSIONS_KEPT_DAYS, limit: MAX_PRUNED });
}
