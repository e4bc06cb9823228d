import { join } from 'node:path';
import { publicProductEvents, PRODUCTS_TOPIC } from '@commerce/contracts/catalog/product-events';
import { publicStockEvents, STOCK_TOPIC } from '@commerce/contracts/inventory/stock-events';
import {
  orderEvents,
  privateOrderEvents,
  publicOrderEvents,
} from '@commerce/contracts/order/order-events';
import type { EventHandler } from '@commerce/runtime/subscriber';
import test from 'ava';
import { foldersOf, repositoryFiles } from './repository-files.ts';

/** Who publishes a topic, and what other apps may take from it. */
const topics: Record<string, { publisher: string; events: object }> = {
  orders: { publisher: 'order', events: publicOrderEvents },
  [PRODUCTS_TOPIC]: { publisher: 'catalog', events: publicProductEvents },
  [STOCK_TOPIC]: { publisher: 'inventory', events: publicStockEvents },
};

interface Taken {
  app: string;
  topic: string;
  type: string;
}

/** The event types that the handlers of all apps take. Handlers are built without what they need. */
async function takenEvents(): Promise<Taken[]> {
  const lists = foldersOf('apps')
    .map((app) => ({ app, file: `apps/${app}/src/handlers/index.ts` }))
    .filter(({ file }) => repositoryFiles.includes(file));
  const taken: Taken[] = [];
  for (const { app, file } of lists) {
    const face = (await import(join(import.meta.dirname, '../..', file))) as Record<
      string,
      (deps: object) => Record<string, EventHandler[]>
    >;
    for (const listHandlers of Object.values(face)) {
      for (const [topic, handlers] of Object.entries(listHandlers({}))) {
        for (const { types } of handlers)
          taken.push(...types.map((type) => ({ app, topic, type })));
      }
    }
  }
  return taken;
}

test('an app takes only public events of other apps', async (t) => {
  const taken = await takenEvents();
  t.true(taken.some(({ app, topic }) => app === 'inventory' && topic === 'orders'));
  const wrong = taken.filter(({ app, topic, type }) => {
    const about = topics[topic];
    return about === undefined || (app !== about.publisher && !Object.hasOwn(about.events, type));
  });
  t.deepEqual(wrong, [], 'make the event public in packages/contracts, or do without it');
});

test('every order event is either public or private', (t) => {
  const types = [...Object.keys(publicOrderEvents), ...Object.keys(privateOrderEvents)];
  t.deepEqual(types.toSorted(), Object.keys(orderEvents).toSorted());
});
