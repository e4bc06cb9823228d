import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import { Counter } from 'prom-client';
import rawBody from 'raw-body';
import {
  headerOf,
  httpProblem,
  jsonAnswer,
  koaMiddleware,
  notFound,
  requireAppToken,
  type SidecarAnswer,
  type SidecarHandler,
} from '../server/index.ts';
import type { Database } from '../postgres/index.ts';
import type { StreamEvent } from '../streams/event-streams.ts';
import type { Logger } from '../telemetry/index.ts';
import { deadAmong, saveDeadLetter } from './dead-letters.ts';
import { deliverEvent, handleAll, isStreamEvent, type Verdict } from './deliver-event.ts';
import { type CloudEvent, keepEnvelope } from './envelope.ts';
import type { EventHandler } from './event-handler.ts';
import { inBatchSpan } from './event-spans.ts';

/** Most events in a delivery. */
const MAX_BATCH = 100;
/** How long the sidecar waits to fill a batch if nothing else is said, ms. */
export const BATCH_WAIT_MS = 100;
/** Largest delivery: a batch of events of a few hundred lines each. */
const MAX_DELIVERY_BYTES = 32 * 1024 * 1024;
const ROUTE = '/events/';

const deadLetters = new Counter({
  name: 'dead_letters_stored_total',
  help: 'Events that arrived on the dead-letter topic of the app, or were dropped by a handler.',
});

type Status = Verdict['status'];
interface Entry {
  entryId: string;
  event: CloudEvent;
}

export interface SubscriberOptions {
  /** The app id, part of the name of its dead-letter topic. */
  app: string;
  pubsub: string;
  /** Stores dead letters in the table `dead_letter`. */
  database: Database;
  /** The handlers of each topic. All handlers of an event must succeed. */
  topics: Record<string, EventHandler[]>;
  /**
   * How long the sidecar waits to fill a batch, ms; default 100. A pub/sub that takes one event at a time
   * cannot fill one, and each of its events would wait for that long.
   */
  batchWaitMs?: number | undefined;
  appToken: string;
  log: Logger;
}

/**
 * The Dapr subscriber protocol, for any HTTP server: bulk delivery, an explicit verdict for every
 * event, and a dead-letter topic for every subscription, whose letters are stored in the app's
 * database. The events of a failed batch are delivered one by one, so that a bad event does not
 * block others.
 */
export function subscriberHandler(options: SubscriberOptions): SidecarHandler {
  const { appToken } = options;
  const deadLetterTopic = `dead-letters.${options.app}`;
  const subscriptions = subscriptionsOf(options, deadLetterTopic);
  return (req, path) => {
    if (path === '/dapr/subscribe') {
      requireAppToken(req, path, appToken);
      return Promise.resolve(jsonAnswer(subscriptions));
    }
    if (!path.startsWith(ROUTE)) return undefined;
    requireAppToken(req, path, appToken);
    // This header means service invocation, which never delivers events.
    if (headerOf(req, 'dapr-caller-app-id') !== '') {
      throw notFound({ method: req.method ?? '', path });
    }
    return receive(req, path.slice(ROUTE.length), deadLetterTopic, options);
  };
}

/** subscriberHandler as Koa middleware. */
export function subscriber(options: SubscriberOptions): Middleware {
  return koaMiddleware(subscriberHandler(options));
}

function subscriptionsOf(
  { pubsub, topics, batchWaitMs = BATCH_WAIT_MS }: SubscriberOptions,
  deadLetterTopic: string,
): readonly object[] {
  return [
    ...Object.entries(topics).map(([topic, handlers]) => ({
      pubsubname: pubsub,
      topic,
      route: ROUTE + topic,
      deadLetterTopic,
      // Our build of the sidecar filters by these types; other builds deliver all of them.
      metadata: { eventTypes: [...new Set(handlers.flatMap(({ types }) => types))].join() },
      bulkSubscribe: {
        enabled: true,
        maxMessagesCount: MAX_BATCH,
        maxAwaitDurationMs: batchWaitMs,
      },
    })),
    { pubsubname: pubsub, topic: deadLetterTopic, route: ROUTE + deadLetterTopic },
  ];
}

async function receive(
  req: IncomingMessage,
  topic: string,
  deadLetterTopic: string,
  { database, topics, log }: SubscriberOptions,
): Promise<SidecarAnswer> {
  if (topic === deadLetterTopic) {
    await saveDeadLetter(database, await readDelivery(req));
    deadLetters.inc();
    log.error({ topic }, 'dead letter stored');
    return jsonAnswer({ status: 'SUCCESS' });
  }
  const handlers = Object.hasOwn(topics, topic) ? topics[topic] : undefined;
  // A 404 would mean "drop the event"; after any other error Dapr redelivers it.
  if (handlers === undefined) throw httpProblem('internal-error', `No handler for ${topic}.`);
  const { entries } = (await readDelivery(req)) as { entries: Entry[] };
  return jsonAnswer({ statuses: await deliver(entries, { topic, handlers, database, log }) });
}

async function readDelivery(req: IncomingMessage): Promise<unknown> {
  return JSON.parse(await rawBody(req, { limit: MAX_DELIVERY_BYTES, encoding: 'utf8' }));
}

interface Delivery {
  topic: string;
  handlers: EventHandler[];
  database: Database;
  log: Logger;
}

async function deliver(
  entries: Entry[],
  delivery: Delivery,
): Promise<{ entryId: string; status: Status }[]> {
  const readable = entries.filter(({ event }) => isStreamEvent(event?.data));
  for (const { event } of readable) keepEnvelope(event.data as StreamEvent, event);
  const verdicts = new Map<string, Status>(entries.map(({ entryId }) => [entryId, 'DROP']));
  if (readable.length < entries.length) {
    delivery.log.error(
      { count: entries.length - readable.length },
      'events without a known envelope',
    );
  }
  const statuses = await deliverReadable(readable, delivery);
  for (const [n, { entryId }] of readable.entries()) verdicts.set(entryId, statuses[n] as Status);
  return entries.map(({ entryId }) => ({
    entryId,
    status: verdicts.get(entryId) as Status,
  }));
}

async function deliverReadable(
  entries: Entry[],
  { topic, handlers, database, log }: Delivery,
): Promise<Status[]> {
  const events = entries.map(({ event }) => event.data as StreamEvent);
  if (events.length > 1) {
    try {
      await inBatchSpan(events, topic, () => handleAll(events, handlers));
      return events.map(() => 'SUCCESS');
    } catch (err) {
      log.warn({ err, count: events.length }, 'batch failed, its events are tried one by one');
    }
  }
  const statuses: Status[] = [];
  for (const { event } of entries) {
    const verdict = await deliverEvent(event.data as StreamEvent, { topic, handlers, log });
    statuses.push(verdict.status);
  }
  return withoutDeadLetters(events, statuses, database);
}

/**
 * An event that fails for long is read a second time before it is a dead letter. Then it has its sweep,
 * and its second delivery must not hold up the topic again.
 */
async function withoutDeadLetters(
  events: StreamEvent[],
  statuses: Status[],
  database: Database,
): Promise<Status[]> {
  const failed = events.filter((_, n) => statuses[n] === 'RETRY').map(({ id }) => id);
  if (failed.length === 0) return statuses;
  const dead = await deadAmong(database, failed).catch(() => new Set<string>());
  return statuses.map((status, n) => (dead.has(events[n]?.id ?? '') ? 'SUCCESS' : status));
}
