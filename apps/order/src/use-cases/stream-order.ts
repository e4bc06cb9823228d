import type { Caller } from 'dapr-actor-runtime/access';
import { httpProblem, type Problem } from 'dapr-actor-runtime/server';
import type { EventStreams, StreamEvent } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { orderNotFound } from './refuse-command.ts';
import { showEvents } from './show-events.ts';

/** How long a stream stays open before its client must reconnect, ms. */
const MAX_STREAM_MS = 600_000;
/** How old the knowledge of the caller's session may be while the stream is open, ms. */
const SESSION_CHECK_MS = 2_000;
/** Longest silence of a stream: a client that receives nothing for longer has lost it, ms. */
const HEARTBEAT_MS = 15_000;

type Deps = Pick<OrderDeps, 'streams' | 'watch' | 'personal' | 'ownerOf' | 'log'>;

interface Following {
  after: number;
  signal: AbortSignal;
  /** Undefined: a guest. */
  caller: Caller | undefined;
  /** Whether the session of the caller has ended, as known at most so many ms ago. */
  hasEnded: (caller: Caller, maxAgeMs: number) => Promise<boolean>;
}

/**
 * Follows the events of an order: those after number `after`, then each new one. An empty batch is a
 * heartbeat. Ends with the signal, after ten minutes, when the caller's token expires, and in seconds
 * after their session ends: they signed out, or were disabled, erased or given other roles. Rejects with
 * order-not-found, and with invalid-request if the order has no event with this number.
 */
export async function streamOrder(
  deps: Deps,
  id: string,
  following: Following,
): Promise<AsyncIterable<StreamEvent[]>> {
  await requireEvent(deps.streams, id, following.after);
  return follow(deps, id, following);
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
  { after, signal, caller, hasEnded }: Following,
): AsyncGenerator<StreamEvent[]> {
  const session = watchSession(caller, hasEnded);
  const over = AbortSignal.any([signal, session.ended]);
  const end = Date.now() + MAX_STREAM_MS;
  let seq = after;
  try {
    while (!over.aborted && Date.now() < end) {
      const events = await deps.watch.next(id, seq, { signal: over, waitMs: HEARTBEAT_MS });
      const shown = await showEvents(deps, events);
      if (over.aborted) return;
      yield shown;
      seq = events.at(-1)?.seq ?? seq;
    }
  } finally {
    session.stop();
  }
}

/** A signal that is aborted when the token of a caller expires, or in seconds after their session ends. */
function watchSession(
  caller: Caller | undefined,
  hasEnded: Following['hasEnded'],
): { ended: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  if (caller === undefined) return { ended: controller.signal, stop: () => {} };
  const { exp = Number.POSITIVE_INFINITY } = caller;
  const timer = setInterval(async () => {
    const isOver = Date.now() / 1000 >= exp || (await hasEnded(caller, SESSION_CHECK_MS));
    if (isOver) controller.abort();
  }, SESSION_CHECK_MS);
  return { ended: controller.signal, stop: () => clearInterval(timer) };
}

/** The problem of a Last-Event-ID that is not the number of an event of the order. */
export function wrongEventId(detail: string): Problem {
  const pointer = '/last-event-id';
  return httpProblem('invalid-request', `The header Last-Event-ID ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
