import { orderOperations } from '@commerce/contracts/order/operations';
import { type Caller, callerIf, callerIn, endedCheck } from 'dapr-actor-runtime/access';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import { type StreamHolder } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import type { Context } from 'koa';
import type { OrderDeps } from '../deps.ts';
import { mayAccessAllOrders } from '../domain/ownership.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { streamOrder, wrongEventId } from '../use-cases/stream-order.ts';
import { callerOfTicket, issueStreamTicket } from '../use-cases/stream-ticket.ts';
import { orderIdIn } from './order-path.ts';
import { requirePermission } from './require-permission.ts';

/** What a client waits before it reconnects, ms. */
const RECONNECT_MS = 2_000;
const EVENT_NUMBER = /^(?:0|[1-9]\d{0,5})$/;
/** Clients that follow orders live at once. */
const MAX_OPEN_STREAMS = 200;
/** How many of these places only staff get. */
const STREAMS_OF_STAFF = 40;
/** Most open streams of a person, and of the guests at one address: a household or an office. */
const MAX_STREAMS_OF_ONE = 20;
/** Most open streams of a service client, such as the server of a store front with many shoppers. */
const MAX_STREAMS_OF_CLIENT = 100;

export const streamPlaces = { max: MAX_OPEN_STREAMS, reserved: STREAMS_OF_STAFF };

/** Orders as they happen, and tickets for clients that cannot send a token. */
export const streamRoutes: AppRoute<OrderDeps>[] = [
  route(
    orderOperations.streamOrder,
    async (deps, { params: { id }, query: { after } }, ctx) => {
      const caller = callerOfStream(deps, ctx);
      const following = {
        after: lastEventId(ctx) ?? Number(after ?? 0),
        caller,
        hasEnded: endedCheck(ctx),
      };
      await deps.streamedAnswers.answer(
        ctx,
        async (signal) => {
          const batches = await streamOrder(deps, id, { ...following, signal });
          ctx.status = 200;
          ctx.set('content-type', 'text/event-stream');
          ctx.set('cache-control', 'no-cache');
          // nginx would keep the events until a buffer is full.
          ctx.set('x-accel-buffering', 'no');
          return serverSentEvents(batches);
        },
        holderOf(ctx, caller),
      );
    },
    {
      middleware: (deps) => [requirePermission(deps, 'read', (ctx) => callerOfStream(deps, ctx))],
      malformedPath: orderNotFound,
    },
  ),

  route(
    orderOperations.issueStreamTicket,
    async (deps, { params: { id } }, ctx) => {
      const ticket = { orderId: id, caller: callerIn(ctx), now: Date.now() };
      ctx.body = issueStreamTicket(deps, ticket);
      ctx.status = 201;
    },
    { middleware: (deps) => [requirePermission(deps, 'read')], malformedPath: orderNotFound },
  ),
];

/** The caller of the token or the ticket; undefined for a guest. Rejects with invalid-token. */
function callerOfStream(deps: OrderDeps, ctx: Context): Caller | undefined {
  const { ticket } = ctx.query;
  if (typeof ticket !== 'string') return callerIf(ctx);
  if (callerIf(ctx) !== undefined) {
    const detail = 'is not for a request with a token';
    throw httpProblem('invalid-request', `A ticket ${detail}.`, {
      errors: [{ pointer: '/ticket', detail }],
    });
  }
  return callerOfTicket(deps, { orderId: orderIdIn(ctx), ticket, now: Date.now() });
}

function holderOf(ctx: Context, caller: Caller | undefined): StreamHolder {
  if (caller === undefined) {
    const name = `address ${ctx.get('client-address')}`;
    return { name, max: MAX_STREAMS_OF_ONE, mayUseReserve: false };
  }
  const { kind, sub } = caller;
  const isUser = kind === 'user';
  return {
    name: `${kind} ${sub}`,
    max: isUser ? MAX_STREAMS_OF_ONE : MAX_STREAMS_OF_CLIENT,
    mayUseReserve: isUser && mayAccessAllOrders(caller, 'read'),
  };
}

function lastEventId(ctx: Context): number | undefined {
  const text = ctx.get('last-event-id');
  if (text === '') return undefined;
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
