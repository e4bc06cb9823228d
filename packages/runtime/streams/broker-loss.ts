import type { Redis } from 'ioredis';
import type { Logger } from '../telemetry/index.ts';

/** A Redis that came back empty has lost what consumers that were away had not read yet, ms. */
export const EMPTIED_WINDOW_MS = 24 * 60 * 60 * 1_000;
/** One that was restarted, or replaced by its replica, has lost a few seconds at most, ms. */
const RESTARTED_WINDOW_MS = 2 * 60 * 1_000;

/** What the broker is as a producer sees it: the process of Redis, and how much a topic has got. */
interface Broker {
  /** The id of the Redis process, a new one after each start. */
  process: string;
  /** Entries that were ever added to the topic; a topic that was evicted or deleted begins at 0. */
  added: number;
}

/**
 * Publishes recent events of a topic again when the broker has lost messages: it is another process
 * of Redis than at the last time, an empty one, or one that has dropped the topic. Producers keep
 * what they have published for a day, so every consumer of every topic gets it again; inboxes ignore
 * what did arrive. `republish` publishes what is younger than its argument (ms), and returns how many
 * events these were.
 */
export async function republishAfterBrokerLoss({
  redis,
  topic,
  republish,
  log,
}: {
  /** The Redis of the pub/sub component. */
  redis: Redis;
  topic: string;
  republish: (windowMs: number) => Promise<number>;
  log: Logger;
}): Promise<void> {
  const key = `${topic}:redis-process`;
  const [stored, current] = await Promise.all([redis.get(key), brokerOf(redis, topic)]);
  const windowMs = lostWindow(stored, current);
  if (windowMs > 0) {
    const count = await republish(windowMs);
    if (count > 0) log.warn({ topic, count, windowMs }, 'events are sent again');
  }
  // Last, so that a crash repeats the work.
  const { process, added } = await brokerOf(redis, topic);
  const next = `${process} ${added}`;
  if (next !== stored) await redis.set(key, next);
}

/** The age of events that may be lost, ms; 0 if none is. */
export function lostWindow(stored: string | null, current: Broker): number {
  if (stored === null) return EMPTIED_WINDOW_MS;
  const [process, added = '0'] = stored.split(' ');
  if (current.added < Number(added)) return EMPTIED_WINDOW_MS;
  return process === current.process ? 0 : RESTARTED_WINDOW_MS;
}

async function brokerOf(redis: Redis, topic: string): Promise<Broker> {
  const [server, stream] = await Promise.all([
    redis.info('server'),
    redis.xinfo('STREAM', topic).catch(withoutTopic) as Promise<unknown[]>,
  ]);
  const [, process] = /^run_id:(\w+)/m.exec(server) ?? [];
  if (process === undefined) throw new Error('Redis does not tell its run_id');
  // Redis counts since version 7; before, a topic that is dropped alone goes unnoticed.
  const at = stream.indexOf('entries-added');
  return { process, added: at === -1 ? 0 : Number(stream[at + 1]) };
}

function withoutTopic(error: Error): [] {
  if (error.message.includes('no such key')) return [];
  throw error;
}
