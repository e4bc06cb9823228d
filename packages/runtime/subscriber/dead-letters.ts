import type { Database } from '../postgres/index.ts';

/** Longest reason that is kept of a failed try, characters. */
const MAX_REASON_LENGTH = 1_000;
/** Most letters that one listing names. */
const MAX_LISTED = 1_000;

/**
 * `waiting` is tried again by itself; `parked` waits for a person, who replays or discards it;
 * `discarded` stays as the record of that decision. One that was applied is deleted.
 */
export type DeadLetterState = 'waiting' | 'parked' | 'discarded';

/** A dead letter as a person looks at it: the event itself holds personal data and is left out. */
export interface DeadLetter {
  eventId: string;
  state: DeadLetterState;
  type: string | undefined;
  reason: string | undefined;
  tries: number;
  receivedAt: string;
  nextTryAt: string;
}

/**
 * Keeps a letter that could not be delivered, whatever it is, once per event id. One whose text the
 * database cannot hold is parked, because it is not the event any more that was sent.
 * Needs the table `dead_letter` of inbox/schema.ts.
 */
export async function saveDeadLetter(database: Database, letter: unknown): Promise<void> {
  const { id, data } = (letter ?? {}) as { id?: unknown; data?: { id?: unknown } | null };
  const eventId = [data?.id, id].find((one) => typeof one === 'string') ?? 'unknown';
  const sent = JSON.stringify(letter);
  const kept = JSON.stringify(letter, (_key, value) => storable(value));
  const altered = sent !== kept;
  await database.query(
    `INSERT INTO dead_letter (event_id, letter, state, reason) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [
      storable(eventId),
      kept,
      altered ? 'parked' : 'waiting',
      altered ? 'its text cannot be stored as it was sent' : null,
    ],
  );
}

// PostgreSQL holds no NUL and no half of a surrogate pair; they may be why it came to be a letter.
function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value;
}

/** A letter that is tried now. */
export interface DueLetter {
  eventId: string;
  letter: { topic?: unknown; data?: unknown; traceparent?: unknown } | null;
  /** This try included. */
  tries: number;
}

/**
 * Takes the letter that is due for longest, and counts the try before it is made: whatever becomes
 * of this process, the letter is due again after the pause, which doubles with each try.
 */
export async function takeDueLetter(
  database: Database,
  { firstPauseMs, maxPauseMs }: { firstPauseMs: number; maxPauseMs: number },
): Promise<DueLetter | undefined> {
  const { rows } = await database.query<{
    event_id: string;
    letter: DueLetter['letter'];
    tries: number;
  }>(
    `UPDATE dead_letter SET tries = tries + 1, next_try_at = now()
       + least($1 * power(2, least(tries, 30)), $2) * interval '1 millisecond'
     WHERE event_id = (
       SELECT event_id FROM dead_letter WHERE state = 'waiting' AND next_try_at <= now()
       ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING event_id, letter, tries`,
    [firstPauseMs, maxPauseMs],
  );
  return rows[0] && { eventId: rows[0].event_id, letter: rows[0].letter, tries: rows[0].tries };
}

/** Deletes a letter whose event is applied. */
export async function removeDeadLetter(database: Database, eventId: string): Promise<void> {
  await database.query('DELETE FROM dead_letter WHERE event_id = $1', [eventId]);
}

/** Notes why a try failed; a letter that is not to be tried again is parked for a person. */
export async function noteFailedTry(
  database: Database,
  eventId: string,
  { reason, parked }: { reason: string; parked: boolean },
): Promise<void> {
  await database.query(
    `UPDATE dead_letter SET reason = $2, state = CASE WHEN $3 THEN 'parked' ELSE state END
     WHERE event_id = $1 AND state = 'waiting'`,
    [eventId, storable(reason.slice(0, MAX_REASON_LENGTH)), parked],
  );
}

/** The letters of an app, oldest first, 1,000 at most. */
export async function listDeadLetters(database: Database): Promise<DeadLetter[]> {
  const { rows } = await database.query<Record<string, string | number | null>>(
    `SELECT event_id, state, letter->'data'->>'type' AS type, reason, tries, received_at,
            next_try_at
     FROM dead_letter ORDER BY received_at, event_id LIMIT $1`,
    [MAX_LISTED],
  );
  return rows.map((row) => ({
    eventId: row['event_id'] as string,
    state: row['state'] as DeadLetterState,
    type: (row['type'] as string | null) ?? undefined,
    reason: (row['reason'] as string | null) ?? undefined,
    tries: row['tries'] as number,
    receivedAt: row['received_at'] as string,
    nextTryAt: row['next_try_at'] as string,
  }));
}

/** Has a letter tried again from the start, now; false when there is none. */
export async function replayDeadLetter(database: Database, eventId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE dead_letter SET state = 'waiting', tries = 0, next_try_at = now()
     WHERE event_id = $1`,
    [eventId],
  );
  return rowCount === 1;
}

/** Records that a letter is never applied, and why; false when there is none. */
export async function discardDeadLetter(
  database: Database,
  eventId: string,
  reason: string,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE dead_letter SET state = 'discarded', reason = $2 WHERE event_id = $1`,
    [eventId, storable(reason.slice(0, MAX_REASON_LENGTH))],
  );
  return rowCount === 1;
}
