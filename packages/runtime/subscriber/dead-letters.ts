import type { Database } from '../postgres/index.ts';

/** Longest stored reason of a failed try, characters. */
const MAX_REASON_LENGTH = 1_000;
/** Most letters in a list. */
const MAX_LISTED = 1_000;

/**
 * `waiting` is retried automatically; `parked` waits for an operator, who replays or discards it;
 * `discarded` stays as the record of that decision. A letter whose event was handled is deleted.
 */
export type DeadLetterState = 'waiting' | 'parked' | 'discarded';

/** A dead letter for operators, without the event, which contains personal data. */
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
 * Stores a dead letter, whatever its content, once per event id. If its text had to be altered to
 * be stored, it is parked, because it is no longer the event that was sent. Needs the table
 * `dead_letter` of inbox/schema.ts.
 */
export async function saveDeadLetter(database: Database, letter: unknown): Promise<void> {
  const { id, data } = (letter ?? {}) as { id?: unknown; data?: { id?: unknown } | null };
  const eventId = [data?.id, id].find((one) => typeof one === 'string') ?? 'unknown';
  const sent = JSON.stringify(letter);
  const stored = JSON.stringify(letter, (_key, value) => storable(value));
  const altered = sent !== stored;
  await database.query(
    `INSERT INTO dead_letter (event_id, letter, state, reason) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [
      storable(eventId),
      stored,
      altered ? 'parked' : 'waiting',
      altered ? 'its text cannot be stored as it was sent' : null,
    ],
  );
}

// PostgreSQL cannot store NUL or a lone surrogate, which may be why the event was not delivered.
function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value;
}

/** Those of the events that are dead letters, in whatever state. */
export async function deadAmong(database: Database, eventIds: string[]): Promise<Set<string>> {
  const { rows } = await database.query<{ event_id: string }>(
    'SELECT event_id FROM dead_letter WHERE event_id = ANY($1)',
    [eventIds.map(storable)],
  );
  return new Set(rows.map(({ event_id: id }) => id));
}

/** A letter to redeliver now. */
export interface DueLetter {
  eventId: string;
  letter: { topic?: unknown; data?: unknown; traceparent?: unknown; traceid?: unknown } | null;
  /** This try included. */
  tries: number;
}

/**
 * Takes the letter that has been due longest and counts the try first: even if this process
 * crashes, the letter is due again after the pause, which doubles with each try.
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

/** Deletes a letter whose event was handled. */
export async function removeDeadLetter(database: Database, eventId: string): Promise<void> {
  await database.query('DELETE FROM dead_letter WHERE event_id = $1', [eventId]);
}

/** Stores why a try failed; parks a letter that must not be retried. */
export async function recordFailedTry(
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

/** Makes a letter due now, with its tries counted from zero; false if there is no such letter. */
export async function replayDeadLetter(database: Database, eventId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE dead_letter SET state = 'waiting', tries = 0, next_try_at = now()
     WHERE event_id = $1`,
    [eventId],
  );
  return rowCount === 1;
}

/** Marks a letter as discarded, with the reason; false if there is no such letter. */
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
