import { httpProblem, type Problem } from 'dapr-actor-runtime/http';
import type { EventStreams, StreamEvent } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { orderNotFound } from './refuse-command.ts';
import { showEvents } from './show-events.ts';

/** How long a stream stays open before its client must reconnect, ms. */
const MAX_STREAM_MS = 600_000;
/** Longest silence of a stream: a client that receives nothing for longer has lost it, ms. */
const HEARTBEAT_MS = 15_000;

type Deps = Pick<OrderDeps, 'streams' | 'watch' | 'personal' | 'ownerOf' | 'log'>;

/**
 * Follows the events of an order: those after number `after`, then each new one. An empty batch is a
 * heartbeat. Ends with the signal, and after ten minutes. Rejects with order-not-found, and with
 * invalid-request if the order has no event with this number.
 */
export async function streamOrder(
  deps: Deps,
  id: string,
  { after, signal }: { after: number; signal: AbortSignal },
): Promise<AsyncIterable<StreamEvent[]>> {
  await requireEvent(deps.streams, id, after);
  return follow(deps, id, { after, signal });
}

async function requireEvent(streams: EventStreams, stream: string, seq: number): Promise<void> {
  const found = await streams.find([
    { stream, seq: 1 },
    { stream, seq: Math.max(1, seq) },
  ]);
  if (!found.has(`${stream}:1`)) throw orderNotFound();
  if (found.size < 2 && seq > 1) throw wrongEventId('names no event of this order');
}

async function* follow(
  deps: Deps,
  id: string,
  { after, signal }: { after: number; signal: AbortSignal },
): AsyncGenerator<StreamEvent[]> {
  const end = Date.now() + MAX_STREAM_MS;
  let seq = after;
  while (!signal.aborted && Date.now() < end) {
    const events = await deps.watch.next(id, seq, { signal, waitMs: HEARTBEAT_MS });
    yield await showEvents(deps, events);
    seq = events.at(-1)?.seq ?? seq;
  }
}

/** The problem of a Last-Event-ID that is not the number of an event of the order. */
export function wrongEventId(detail: string): Problem {
  const pointer = '/last-event-id';
  return httpProblem('invalid-request', `The header Last-Event-ID ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
