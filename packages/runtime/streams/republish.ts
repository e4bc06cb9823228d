import type { Sidecar } from '../sidecar/index.ts';
import { publicationOf } from '../sidecar/publication.ts';
import type { StreamEvent } from './event-streams.ts';

/** Most events of a page. */
const PAGE_SIZE = 200;

/** A published event by its position in a table, and whether the broker may have lost it. */
export interface PublishedRow {
  position: number;
  event: StreamEvent;
  recent: boolean;
}

/** Where events are published. */
type Destination = { sidecar: Pick<Sidecar, 'publishBulk'>; pubsub: string; topic: string };

/** Publishes events under their own ids. Throws if the broker refuses one. */
export async function publishAll(
  { sidecar, pubsub, topic }: Destination,
  events: readonly StreamEvent[],
): Promise<void> {
  const failed = await sidecar.publishBulk(pubsub, topic, events.map(publicationOf));
  if (failed.length > 0) throw new Error(`the broker did not accept ${failed.length} events`);
}

/**
 * Publishes recent events again and returns their number. `readPage` reads at most `limit` rows before a
 * position (null: the newest), newest first: the tables have no index on times, so older events end the
 * search. Throws if the broker refuses an event.
 */
export async function republish(
  destination: Destination,
  readPage: (before: number | null, limit: number) => Promise<PublishedRow[]>,
): Promise<number> {
  let count = 0;
  for (let before: number | null = null; ;) {
    const rows: PublishedRow[] = await readPage(before, PAGE_SIZE);
    const recent = rows.filter((row) => row.recent).map(({ event }) => event);
    if (recent.length > 0) await publishAll(destination, recent);
    count += recent.length;
    if (recent.length < PAGE_SIZE) return count;
    before = rows.at(-1)?.position ?? 0;
  }
}
