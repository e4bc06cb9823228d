import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from 'dapr-actor-runtime/app';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import type { Context } from 'koa';
import type { OrderDeps } from '../deps.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { streamOrder, wrongEventId } from '../use-cases/stream-order.ts';
import { requirePermission } from './require-permission.ts';

/** What a client waits before it reconnects, ms. */
const RECONNECT_MS = 2_000;
const EVENT_NUMBER = /^(?:0|[1-9]\d{0,5})$/;

export const streamOrderRoute = route(
  orderOperations.streamOrder,
  async (deps: OrderDeps, { params: { id } }, ctx) => {
    const after = lastEventId(ctx);
    await deps.streamedAnswers.answer(ctx, async (signal) => {
      const batches = await streamOrder(deps, id, { after, signal });
      ctx.status = 200;
      ctx.set('content-type', 'text/event-stream');
      ctx.set('cache-control', 'no-cache');
      return serverSentEvents(batches);
    });
  },
  { middleware: (deps) => [requirePermission(deps, 'read')], malformedPath: orderNotFound },
);

function lastEventId(ctx: Context): number {
  const text = ctx.get('last-event-id');
  if (text === '') return 0;
  if (!EVENT_NUMBER.test(text)) throw wrongEventId('is not the number of an event');
  return Number(text);
}

async function* serverSentEvents(batches: AsyncIterable<StreamEvent[]>): AsyncGenerator<string> {
  yield `retry: ${RECONNECT_MS}\n\n`;
  for await (const events of batches) {
    yield events.length === 0 ? ':\n\n' : events.map(asServerSentEvent).join('');
  }
}

// JSON has no line breaks of its own, so the data is one line.
function asServerSentEvent(event: StreamEvent): string {
  const data = JSON.stringify(event);
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${data}\n\n`;
}
