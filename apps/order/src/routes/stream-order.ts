import { httpProblem, type Route } from '@commerce/runtime/http';
import type { EventStreams, StreamEvent, StreamWatch } from '@commerce/runtime/streams';
import type { Context } from 'koa';
import type { RouteDeps } from './index.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';
import type { ShowEvents } from './remarks.ts';

/** How long a stream may stay open before its client has to come again, ms. */
const MAX_STREAM_MS = 600_000;
/** Longest silence of a stream: a client that hears nothing for longer has lost it, ms. */
const HEARTBEAT_MS = 15_000;
/** What a client waits before it comes again, ms. */
const RECONNECT_MS = 2_000;
const EVENT_NUMBER = /^(?:0|[1-9]\d{0,5})$/;

/**
 * GET /orders/{id}/stream: the events of an order as server-sent events, from the beginning or after
 * Last-Event-ID, then as they happen.
 */
export function streamOrder(
  { streams, watch, streamedAnswers }: RouteDeps,
  show: ShowEvents,
): Route {
  return {
    method: 'GET',
    path: '/orders/:id/stream',
    async handle(ctx, params) {
      const id = orderIdOf(params);
      const after = lastEventId(ctx);
      await streamedAnswers.answer(ctx, async (signal) => {
        await requireEvent(streams, id, after);
        ctx.status = 200;
        ctx.set('content-type', 'text/event-stream');
        ctx.set('cache-control', 'no-cache');
        return follow({ watch, show }, { id, after, signal });
      });
    },
  };
}

function lastEventId(ctx: Context): number {
  const text = ctx.get('last-event-id');
  if (text === '') return 0;
  if (!EVENT_NUMBER.test(text)) throw wrongEventId('is not the number of an event');
  return Number(text);
}

async function requireEvent(streams: EventStreams, stream: string, seq: number): Promise<void> {
  const found = await streams.find([
    { stream, seq: 1 },
    { stream, seq: Math.max(1, seq) },
  ]);
  if (!found.has(`${stream}:1`)) throw orderNotFound();
  if (found.size < 2 && seq > 1) throw wrongEventId('names no event of this order');
}

function wrongEventId(detail: string): Error {
  const pointer = '/last-event-id';
  return httpProblem('invalid-request', `The header Last-Event-ID ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}

async function* follow(
  { watch, show }: { watch: StreamWatch; show: ShowEvents },
  { id, after, signal }: { id: string; after: number; signal: AbortSignal },
): AsyncGenerator<string> {
  const end = Date.now() + MAX_STREAM_MS;
  yield `retry: ${RECONNECT_MS}\n\n`;
  let seq = after;
  while (!signal.aborted && Date.now() < end) {
    const events = await watch.next(id, seq, { signal, waitMs: HEARTBEAT_MS });
    const shown = await show(events);
    yield shown.length === 0 ? ':\n\n' : shown.map(asServerSentEvent).join('');
    seq = events.at(-1)?.seq ?? seq;
  }
}

// JSON has no line breaks of its own, so the data is one line.
function asServerSentEvent(event: StreamEvent): string {
  const data = JSON.stringify(event);
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${data}\n\n`;
}
