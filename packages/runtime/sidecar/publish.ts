import { SidecarError, type Connection } from './connection.ts';
import type { Publication } from './publication.ts';

/**
 * Longest wait for the broker, ms. Callers hold a transaction meanwhile, whose connection may be silent
 * for 9 s.
 */
const PUBLISH_TIMEOUT_MS = 7_000;
/** Largest body of one call, bytes: the sidecar accepts 4 MiB. */
const MAX_CALL_BYTES = 4_000_000;

/** Publishing to topics. */
export function publishApi({ request }: Connection) {
  return {
    /**
     * Publishes all events, in one call unless they are too large for it. Returns the ids of the
     * events that were not accepted.
     */
    async publishBulk(pubsub: string, topic: string, events: Publication[]): Promise<string[]> {
      const failed: string[] = [];
      for (const body of bodiesOf(events)) {
        const path = `/v1.0/publish/bulk/${pubsub}/${topic}`;
        const answer = await request({
          method: 'POST',
          path,
          body,
          timeoutMs: PUBLISH_TIMEOUT_MS,
        });
        if (answer.status < 300) continue;
        const { failedEntries } = JSON.parse(answer.text || '{}') as {
          failedEntries?: { entryId: string }[];
        };
        if (failedEntries === undefined) {
          throw new SidecarError(`publish to ${topic}`, answer.status, answer.text);
        }
        failed.push(...failedEntries.map(({ entryId }) => events[Number(entryId)]?.id ?? entryId));
      }
      return failed;
    },
  };
}

/**
 * Splits the events into JSON arrays, each within the size limit of one call but with at least one
 * event.
 */
function bodiesOf(events: Publication[]): string[] {
  const bodies: string[] = [];
  let entries: string[] = [];
  let bytes = 0;
  for (const [index, { id, type, data }] of events.entries()) {
    const entry = JSON.stringify({
      // Not the event's id: the sidecar refuses the whole call if an id occurs twice.
      entryId: String(index),
      event: data,
      contentType: 'application/json',
      metadata: { 'cloudevent.id': id, 'cloudevent.type': type },
    });
    const size = Buffer.byteLength(entry) + 1;
    if (entries.length > 0 && bytes + size > MAX_CALL_BYTES) {
      bodies.push(`[${entries.join()}]`);
      entries = [];
      bytes = 0;
    }
    entries.push(entry);
    bytes += size;
  }
  if (entries.length > 0) bodies.push(`[${entries.join()}]`);
  return bodies;
}
