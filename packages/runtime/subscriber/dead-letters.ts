import type { Database } from '../postgres/index.ts';

/**
 * Keeps a letter that could not be delivered, whatever it is, once per event id.
 * Needs the table `dead_letter(event_id, letter, received_at)`.
 */
export async function saveDeadLetter(database: Database, letter: unknown): Promise<void> {
  const { id, data } = (letter ?? {}) as { id?: unknown; data?: { id?: unknown } | null };
  const eventId = [data?.id, id].find((one) => typeof one === 'string') ?? 'unknown';
  await database.query(
    `INSERT INTO dead_letter (event_id, letter) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    [storable(eventId), JSON.stringify(letter, (_key, value) => storable(value))],
  );
}

// PostgreSQL holds no NUL and no half of a surrogate pair; they may be why it came to be a letter.
function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value;
}
