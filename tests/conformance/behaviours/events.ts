import { randomUUID } from 'node:crypto';
import type { Contestant } from '../contestants.ts';
import { PUBSUB } from '../sidecars.ts';
import { type Behaviour, expect, expectEqual, reported } from './behaviour.ts';

async function publish(
  { sidecar, topic }: Contestant,
  notes: { note: string; failOnce?: boolean }[],
): Promise<void> {
  const events = notes.map((data, index) => {
    const stream = `note-${randomUUID()}`;
    const at = new Date().toISOString();
    const event = { id: `${stream}:1`, stream, seq: 1, type: 'Noted.v1', at, correlationId: 'c' };
    return { id: `${index}-${stream}`, type: 'Noted.v1', data: { ...event, data } };
  });
  expectEqual(await sidecar.publishBulk(PUBSUB, topic, events), [], 'events that were refused');
}

const arrival = (contestant: Contestant, note: string) =>
  reported(contestant, ({ kind, name }) => kind === 'event' && name === note, `${note} arrives`);

/** Deliveries of events. */
export const eventBehaviours: Behaviour[] = [
  {
    title: 'an event whose handler throws is not acknowledged',
    async check(contestant) {
      await publish(contestant, [{ note: 'fails once', failOnce: true }]);
      await arrival(contestant, 'fails once');
    },
  },
  {
    title: 'one failing event does not keep back the others of its batch',
    async check(contestant) {
      const notes = ['left', 'middle', 'right'];
      await publish(
        contestant,
        notes.map((note) => ({ note, failOnce: note === 'middle' })),
      );
      for (const note of notes) await arrival(contestant, note);
    },
  },
  {
    title: 'the whole CloudEvent reaches the handler',
    async check(contestant) {
      await publish(contestant, [{ note: 'enveloped' }]);
      const { data } = await arrival(contestant, 'enveloped');
      const envelope = (data ?? {}) as Record<string, unknown>;
      for (const attribute of ['id', 'source', 'type', 'specversion', 'topic', 'pubsubname']) {
        expect(typeof envelope[attribute] === 'string', `the handler sees no ${attribute}`);
      }
      expectEqual(envelope['topic'], contestant.topic, 'the topic');
    },
  },
];
