import { ReadOrder, type OrderResource } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/contracts/problems';
import { answerVersion, readQuery, compileSchema, type Route } from '@commerce/runtime/http';
import type { EventStreams } from '@commerce/runtime/streams';
import { orderAfter } from '../domain/order-history.ts';
import { readEventsUntil, readOrder } from '../store/read-order.ts';
import type { RouteDeps } from './index.ts';
import { countAt, momentIn } from './moments.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';

const readOrderSchema = compileSchema(ReadOrder);

/** GET /orders/{id}?at=: the order as of its last event, or as it was at a moment. */
export function getOrder({ streams }: RouteDeps): Route {
  return {
    method: 'GET',
    path: '/orders/:id',
    async handle(ctx, params) {
      const id = orderIdOf(params);
      const { at } = readQuery(ctx, readOrderSchema);
      const order = at === undefined ? await readOrder(streams, id) : await past(streams, id, at);
      if (order === undefined) throw orderNotFound();
      answerVersion(ctx, order.version);
      ctx.body = order;
    },
  };
}

async function past(
  streams: EventStreams,
  id: string,
  at: string,
): Promise<OrderResource | undefined> {
  const moment = momentIn('at', at);
  const events = await readEventsUntil(streams, id, [moment]);
  if (events.length === 0) return undefined;
  const count = countAt('at', moment, events);
  if (count > 0) return orderAfter(id, events, count);
  throw problem('order-not-found', `The order did not exist yet: it begins at ${events[0]?.at}.`);
}
