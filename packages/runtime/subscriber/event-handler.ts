import { claimEvents } from '../inbox/index.ts';
import { transaction, type Database, type Trx } from '../postgres/index.ts';
import type { StreamEvent } from '../streams/index.ts';

/** An event that no repetition will make deliverable: it goes to the dead letters at once. */
export class Undeliverable extends Error {
  override name = 'Undeliverable';
}

/**
 * What is done with a batch of events of the types that it takes. Throws when it must be redone.
 * Deliveries repeat: the effect is idempotent by itself, or the handler is an inboxHandler.
 */
export interface EventHandler {
  /** Names the consumer in the inbox. */
  consumer: string;
  types: readonly string[];
  handle: (events: StreamEvent[]) => Promise<void>;
}

/** An event handler of an app, before it is bound to what it works with. */
export interface AppEventHandler<D> {
  consumer: string;
  types: readonly string[];
  handle: (deps: D, events: StreamEvent[]) => Promise<void>;
}

/** The handlers of each topic with what they work with. */
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
 * the transaction of the effect. `apply` sees only events that were not applied before, each once,
 * in the order of their ids. What must follow the commit goes to afterCommit(trx, ...).
 */
export function inboxHandler<D extends { database: Database }>({
  consumer,
  types,
  apply,
}: {
  consumer: string;
  types: readonly string[];
  apply: (deps: D, trx: Trx, events: StreamEvent[]) => Promise<void>;
}): AppEventHandler<D> {
  return {
    consumer,
    types,
    async handle(deps, events) {
      const byId = new Map(events.map((event) => [event.id, event]));
      await transaction(deps.database, async (trx) => {
        const fresh = await claimEvents(trx, consumer, [...byId.keys()].sort());
        if (fresh.size === 0) return;
        const unseen = [...byId.values()].filter(({ id }) => fresh.has(id));
        await apply(deps, trx, unseen.sort(byIdOrder));
      });
    },
  };
}

function byIdOrder(a: StreamEvent, b: StreamEvent): number {
  if (a.stream === b.stream) return a.seq - b.seq;
  return a.stream < b.stream ? -1 : 1;
}
