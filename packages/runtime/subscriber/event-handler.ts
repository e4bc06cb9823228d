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

/**
 * A handler whose effect is SQL: each event takes effect once, because its inbox row is written in
 * the transaction of the effect. `apply` sees only events that were not applied before, in the
 * order of their ids, never twice the same.
 */
export function inboxHandler({
  consumer,
  types,
  database,
  apply,
}: {
  consumer: string;
  types: readonly string[];
  database: Database;
  apply: (trx: Trx, events: StreamEvent[]) => Promise<void>;
}): EventHandler {
  return {
    consumer,
    types,
    async handle(events) {
      const byId = new Map(events.map((event) => [event.id, event]));
      await transaction(database, async (trx) => {
        const fresh = await claimEvents(trx, consumer, [...byId.keys()].sort());
        if (fresh.size === 0) return;
        await apply(trx, [...byId.values()].filter(({ id }) => fresh.has(id)).sort(byIdOrder));
      });
    },
  };
}

function byIdOrder(a: StreamEvent, b: StreamEvent): number {
  if (a.stream === b.stream) return a.seq - b.seq;
  return a.stream < b.stream ? -1 : 1;
}
