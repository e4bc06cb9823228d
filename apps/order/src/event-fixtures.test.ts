import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { eventFixtures } from '@commerce/testing/event-fixtures';
import test from 'ava';
import { toResource } from './domain/order-resource.ts';
import { summarize } from './domain/order-summary.ts';
import { absent } from './domain/order-state.ts';
import { evolve } from './domain/order.ts';

const fixtures = eventFixtures().filter(({ topic }) => topic === 'orders');
const byName = new Map(fixtures.map(({ name, event }) => [name, event]));

for (const { name, after = [], event, expected } of fixtures) {
  test(`a stream that ends with ${name} has the same meaning as when it was written`, (t) => {
    const events = [...after.map((one) => byName.get(`orders/${one}`) as StreamEvent), event];
    t.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
    );
    const state = events.reduce(
      (order, one) => evolve(order, one as unknown as OrderEvent),
      absent,
    );
    t.true(expected !== undefined, 'add its meaning: expected.resource and expected.summary');
    // Only what is in the file: answers may get more fields. `total` of the files without amounts is what
    // was placed or confirmed; since then cancelled units are no longer in it.
    const { total, ...resource } = { total: undefined, amounts: undefined, ...expected?.resource };
    const shown = toResource(event.stream, state, events.length);
    if (resource.amounts === undefined) {
      const { amounts: _, ...older } = resource;
      t.like(shown, older);
      t.like(state, { orderDetails: { total } } as unknown as typeof state);
    } else {
      t.like(shown, expected?.resource ?? {});
    }
    const [summary] = summarize(events);
    // The files never change, and `placing` is the old name of the order details.
    const { placing: orderDetails, ...others } = { placing: undefined, ...expected?.summary };
    t.like(summary, { ...others, ...(orderDetails === undefined ? {} : { orderDetails }) });
  });
}
