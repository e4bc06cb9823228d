import { roles } from '../identity/access.ts';
import { type Operations, WITH_ORDER } from '../operation.ts';
import { LAST_EVENT_ID } from '../request-headers.ts';
import { EXAMPLE_ORDER, orderParams } from './order-id.ts';
import { StreamOrder, StreamTicket } from './order-stream.ts';

/** The events of an order as they happen. */
export const streamOperations = {
  streamOrder: {
    method: 'GET',
    path: '/orders/:id/stream',
    summary: 'Streams the events of an order as they happen, as server-sent events.',
    notes: [
      'The stream starts with all past events, or with those after `Last-Event-ID`, then continues with ' +
        'each new event. `id` is the event number, `event` its type, `data` the event as in `/events`.',
      'A comment every 15 s keeps the connection open. The stream ends after 10 minutes and when the ' +
        'app stops: reconnect with `Last-Event-ID`, as `EventSource` does automatically. No event is ' +
        'lost or repeated.',
      'A client that reads nothing for 15 s is disconnected. The stream ends when the token of its caller ' +
        'expires, and seconds after they sign out or are disabled, erased or given other roles.',
      'A person, and the guests at one address, have at most 20 open streams, a service client 100: more are ' +
        '429. At most 200 are open at once, 40 of them only for staff: more are 503. Both have `Retry-After`.',
      '`EventSource` cannot send a token: ask for a [ticket](#post-ordersidstream-tickets) and send it as ' +
        '`ticket`. `after` is `Last-Event-ID` for a new `EventSource`; the header wins.',
    ],
    access: WITH_ORDER,
    params: orderParams,
    query: StreamOrder,
    headers: LAST_EVENT_ID,
    streamed: true,
    answers: { 200: { what: '`text/event-stream`', type: 'text/event-stream' } },
    problems: ['order-not-found', 'rate-limited'],
    example: { params: EXAMPLE_ORDER, headers: { 'Last-Event-ID': '1' }, status: 200 },
  },
  issueStreamTicket: {
    method: 'POST',
    path: '/orders/:id/stream-tickets',
    summary: 'Issues a ticket that opens the stream of an order for a minute.',
    notes: [
      'For a browser, whose `EventSource` cannot send a token: `GET /orders/{id}/stream?ticket=`. The ' +
        'stream has the permissions of the caller who asked and ends with their session. A ticket opens ' +
        'streams again until it expires; see [the how-to](../how-to/follow-an-order.md).',
    ],
    access: { roles, scopes: ['orders', 'import'] },
    params: orderParams,
    answers: { 201: { what: 'the ticket', schema: StreamTicket } },
    problems: ['order-not-found'],
    example: { params: EXAMPLE_ORDER, status: 201 },
  },
} satisfies Operations;
