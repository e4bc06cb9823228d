import { isDeepStrictEqual } from 'node:util';
import type { Redis } from 'ioredis';
import type { Sidecar } from '../sidecar/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { EventStreams, StreamEvent } from './event-streams.ts';

/**
 * A message of an outbox that is unacknowledged for this long is looked at, ms. Its transaction has
 * ended by then (the store's limit is 20 s), so its event is in the store or will never be.
 */
const OVERDUE_MS = 30_000;
/** Messages that one round looks at; the rest is left to the next one. */
const MAX_MESSAGES = 200;
/** While a sidecar restarts, those of other replicas do not, ms. */
const RESTART_MS = 15_000;
/** How long a replica may be away and still learn that its sidecar must restart, s. */
const REMEMBERED_SECONDS = 24 * 60 * 60;

/** What the watch on the outbox of event streams works with. */
export interface OutboxWatch {
  /** The Redis of the outbox's own pub/sub component. */
  redis: Redis;
  sidecar: Pick<Sidecar, 'seenSince' | 'shutDown'>;
  streams: Pick<EventStreams, 'find'>;
  /** The inner topic of the outbox, and the consumer group of the app's sidecars. */
  innerTopic: string;
  group: string;
  log: Logger;
}

/** A message of the inner topic: the id of its entry, and the event that a transaction should write. */
interface Message {
  entry: string;
  event: StreamEvent | undefined;
}

/**
 * Finds messages of the outbox whose transaction was rolled back (a crash or an outage between the
 * message and the commit, or a lost insert). Dapr looks for their events without a pause, for ever:
 * one costs most of a core. Only a restart of the sidecar ends that, so the sidecar is stopped, and
 * its supervisor starts it again; replicas, one after another, because any of them may hold the
 * message. Messages that a dead sidecar has left are dropped: redeliver-lost-events publishes events.
 */
export async function dropRolledBackMessages(watch: OutboxWatch): Promise<void> {
  const { redis, innerTopic, group, streams, log } = watch;
  const overdue = await readOverdue(watch);
  if (overdue.length > 0) {
    const rolledBack = await withoutEvent(streams, overdue);
    if (rolledBack.length > 0) {
      const first = rolledBack[0]?.event?.id;
      log.error({ count: rolledBack.length, first }, 'outbox messages of rolled back transactions');
      const at = Math.max(...rolledBack.map(({ entry }) => timeOf(entry)));
      await redis.set(`${innerTopic}:rolled-back-at`, at, 'EX', REMEMBERED_SECONDS);
    }
    await redis.xack(innerTopic, group, ...overdue.map(({ entry }) => entry));
  }
  await restartIfSearching(watch);
}

async function readOverdue({ redis, innerTopic, group }: OutboxWatch): Promise<Message[]> {
  const pending = (await redis
    .xpending(innerTopic, group, 'IDLE', OVERDUE_MS, '-', '+', MAX_MESSAGES)
    .catch(withoutGroup)) as [entry: string, ...unknown[]][];
  if (pending.length === 0) return [];
  const reads = redis.pipeline();
  for (const [entry] of pending) reads.xrange(innerTopic, entry, entry);
  const found = (await reads.exec()) ?? [];
  return pending.map(([entry], n) => ({ entry, event: eventIn(found[n]) }));
}

// Redis has come back empty, or no sidecar has subscribed yet.
function withoutGroup(error: Error): [] {
  if (error.message.startsWith('NOGROUP')) return [];
  throw error;
}

/** The event of a message; undefined if the topic has been trimmed since. */
function eventIn(
  read: [error: Error | null, entries: unknown] | undefined,
): StreamEvent | undefined {
  const [error, entries = []] = read ?? [];
  if (error) throw error;
  const [, fields] = (entries as [id: string, fields: string[]][])[0] ?? [];
  const text = fields?.[fields.indexOf('data') + 1];
  return text === undefined ? undefined : (JSON.parse(text) as { data: StreamEvent }).data;
}

/** The messages whose event is not in the store: nothing, or another event, has its position. */
async function withoutEvent(
  streams: OutboxWatch['streams'],
  messages: Message[],
): Promise<Message[]> {
  const events = messages.flatMap(({ event }) => event ?? []);
  const committed = await streams.find(events);
  return messages.filter(
    ({ event }) => event !== undefined && !isDeepStrictEqual(committed.get(event.id), event),
  );
}

async function restartIfSearching(watch: OutboxWatch): Promise<void> {
  const { redis, sidecar, innerTopic, log } = watch;
  // The clock of the messages, which may differ from that of this machine.
  const [seconds] = await redis.time();
  const seenSince = await sidecar.seenSince(Number(seconds) * 1_000);
  const rolledBackAt = Number(await redis.get(`${innerTopic}:rolled-back-at`));
  // A sidecar that was first seen when the message was already overdue has never held it.
  if (rolledBackAt <= seenSince - OVERDUE_MS) return;
  const mine = await redis.set(`${innerTopic}:restarting`, seenSince, 'PX', RESTART_MS, 'NX');
  if (mine === null) return;
  log.error('the sidecar looks for events that were rolled back, and is restarted');
  await sidecar.shutDown();
}

/** When an entry was written, ms since 1970: the first part of its id. */
function timeOf(entry: string): number {
  return Number(entry.split('-')[0]);
}
