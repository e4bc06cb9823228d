import { forgetDataKeys } from '@commerce/runtime/personal-data';
import { transaction, type Database } from '@commerce/runtime/postgres';

/** How long an ended session is kept for the list of its owner's export, days. */
const ENDED_SESSIONS_KEPT_DAYS = 90;
/** Most rows of a kind that one round deletes. */
const MAX_PRUNED = 1_000;

/** Deletes what has run out: registrations with their keys, resets, codes, sessions long over. */
export async function pruneExpired(database: Database): Promise<void> {
  await transaction(database, async (trx) => {
    const { rows } = await trx.query<{ customer_id: string }>(
      `DELETE FROM registrations WHERE customer_id IN (
         SELECT customer_id FROM registrations WHERE expires_at < now()
         LIMIT ${MAX_PRUNED} FOR UPDATE SKIP LOCKED)
       RETURNING customer_id`,
    );
    await forgetDataKeys(
      trx,
      rows.map(({ customer_id }) => customer_id),
    );
  });
  await database.query('DELETE FROM password_resets WHERE expires_at < now()');
  // A day longer than they are good for, so that the second use of a code is still seen as one.
  await database.query(
    `DELETE FROM authorization_codes WHERE expires_at < now() - interval '1 day'`,
  );
  await database.query(
    `DELETE FROM sessions WHERE sid IN (
       SELECT sid FROM sessions WHERE ended_at < now() - make_interval(days => $1) LIMIT $2)`,
    [ENDED_SESSIONS_KEPT_DAYS, MAX_PRUNED],
  );
}
