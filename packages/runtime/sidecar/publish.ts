import { SidecarError, type Connection } from './connection.ts';

/** An event to publish: its data and the CloudEvent attributes that consumers route by. */
export interface Publication {
  id: string;
  type: string;
  data: unknown;
}

/** Topics. */
export function publishApi({ request }: Connection) {
  return {
    /** Publishes all events in one call; answers the ids of those that were not taken. */
    async publishBulk(pubsub: string, topic: string, events: Publication[]): Promise<string[]> {
      const answer = await request({
        method: 'POST',
        path: `/v1.0/publish/bulk/${pubsub}/${topic}`,
        body: JSON.stringify(
          // Not the event's id: one that stands twice would make the sidecar refuse them all.
          events.map(({ id, type, data }, index) => ({
            entryId: String(index),
            event: data,
            contentType: 'application/json',
            metadata: { 'cloudevent.id': id, 'cloudevent.type': type },
          })),
        ),
      });
      if (answer.status < 300) return [];
      const { failedEntries } = JSON.parse(answer.text || '{}') as {
        failedEntries?: { entryId: string }[];
      };
      if (failedEntries === undefined) {
        throw new SidecarError(`publish to ${topic}`, answer.status, answer.text);
      }
      return failedEntries.map(({ entryId }) => (events[Number(entryId)] as Publication).id);
    },
  };
}
