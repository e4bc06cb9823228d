import { DiffOrder, type OrderDiff } from '@commerce/contracts/order/order-api';
import { readQuery, compileSchema, type Route } from '@commerce/runtime/http';
import { changesBetween } from '../domain/changes.ts';
import { orderAfter } from '../domain/order-history.ts';
import { readEventsUntil } from '../store/read-order.ts';
import type { RouteDeps } from './index.ts';
import { countAt, momentIn, wrongMoment } from './moments.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';
import type { ShowEvents } from './remarks.ts';

const diffOrderSchema = compileSchema(DiffOrder);

/** GET /orders/{id}/diff?from=&to=: what changed between two moments, and by which events. */
export function diffOrder({ streams }: RouteDeps, show: ShowEvents): Route {
  return {
    method: 'GET',
    path: '/orders/:id/diff',
    async handle(ctx, params) {
      const id = orderIdOf(params);
      const query = readQuery(ctx, diffOrderSchema);
      const moments = { from: momentIn('from', query.from), to: momentIn('to', query.to) };
      const events = await readEventsUntil(streams, id, [moments.from, moments.to]);
      if (events.length === 0) throw orderNotFound();
      const from = countAt('from', moments.from, events);
      const to = countAt('to', moments.to, events);
      if (from > to) throw wrongMoment('from', 'is after /to');
      ctx.body = {
        id,
        from,
        to,
        events: await show(events.slice(from, to)),
        changes: changesBetween(orderAfter(id, events, from), orderAfter(id, events, to)),
      } satisfies OrderDiff;
    },
  };
}
