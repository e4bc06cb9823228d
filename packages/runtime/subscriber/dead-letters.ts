import type { Database } from '../postgres/index.ts';

/**
 * Keeps a letter that could not be delivered, whatever it is, once per event id.
 * Needs the table `dead_letter(event_id, letter, received_at)`.
 */
export async function saveDeadLetter(database: Database, letter: unknown): Promise<void> {
  const { id, data } = letter as { id?: unknown; data?: { id?: unknown } };
  const eventId = [data?.id, id].find((one) => typeof one === 'string') ?? 'unknown';
  await database.query(
    `INSERT INTO dead_letter (event_id, letter) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    [eventId, JSON.stringify(letter)],
  );
}
