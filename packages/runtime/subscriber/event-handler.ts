import { Counter } from 'prom-client';
import { claimEvents } from '../inbox/index.ts';
import { transaction, type Database, type Trx } from '../postgres/index.ts';
import type { StreamEvent } from '../streams/event-streams.ts';

const duplicates = new Counter({
  name: 'inbox_duplicates_total',
  help: 'Events that a consumer had applied before, and so ignored.',
  labelNames: ['consumer'],
});

/**
 * Thrown for an event that redelivery cannot make deliverable: it becomes a dead letter at once.
 */
export class Undeliverable extends Error {
  override name = 'Undeliverable';
}

/**
 * Handles batches of events of its types. `handle` rejects if the events must be redelivered.
 * Events can arrive more than once: the effect must be idempotent, or the handler an inboxHandler.
 */
export interface EventHandler {
  /** The name of the consumer in the inbox. */
  consumer: string;
  types: readonly string[];
  handle: (events: StreamEvent[]) => Promise<void>;
}

/** An event handler that gets the dependencies of its app with each call. */
export interface AppEventHandler<D> {
  consumer: string;
  types: readonly string[];
  handle: (deps: D, events: StreamEvent[]) => Promise<void>;
}

/** Binds the handlers of each topic to the dependencies of the app. */
export function bindHandlers<D>(
  subscriptions: Readonly<Record<string, readonly AppEventHandler<D>[]>>,
  deps: D,
): Record<string, EventHandler[]> {
  return Object.fromEntries(
    Object.entries(subscriptions).map(([topic, handlers]) => [
      topic,
      handlers.map((one) => ({
        consumer: one.consumer,
        types: one.types,
        handle: (events: StreamEvent[]) => one.handle(deps, events),
      })),
    ]),
  );
}

/**
 * A handler whose effect is SQL: each event takes effect once, because its inbox row is written in
 * the transaction of the effect. `apply` gets only events that were not applied before, each once,
 * ordered by stream and seq. Use afterCommit(trx, ...) for work after the commit.
 */
export function inboxHandler<D extends { database: Database }>({
  consumer,
  types,
  complete = async (_, events) => events,
  apply,
}: {
  consumer: string;
  types: readonly string[];
  /** Adds events that belong to the delivered ones, before the transaction. */
  complete?: (deps: D, events: StreamEvent[]) => Promise<StreamEvent[]>;
  apply: (deps: D, trx: Trx, events: StreamEvent[]) => Promise<unknown>;
}): AppEventHandler<D> {
  return {
    consumer,
    types,
    async handle(deps, events) {
      const all = await complete(deps, events);
      const byId = new Map(all.map((event) => [event.id, event]));
      const repeated = await transaction(deps.database, async (trx) => {
        const fresh = await claimEvents(trx, consumer, [...byId.keys()].sort());
        const known = byId.size - fresh.size;
        if (fresh.size === 0) return known;
        const newEvents = [...byId.values()].filter(({ id }) => fresh.has(id));
        await apply(deps, trx, newEvents.sort(byStreamAndSeq));
        return known;
      });
      duplicates.inc({ consumer }, repeated);
    },
  };
}

function byStreamAndSeq(a: StreamEvent, b: StreamEvent): number {
  if (a.stream === b.stream) return a.seq - b.seq;
  return a.stream < b.stream ? -1 : 1;
}
