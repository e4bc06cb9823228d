import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { orderEvents, privateOrderEvents } from '@commerce/contracts/order/order-events';
import { STOCK_TOPIC, stockEvents } from '@commerce/contracts/inventory/stock-events';
import { productEvents, PRODUCTS_TOPIC } from '@commerce/contracts/catalog/product-events';
import { StreamEventSchema } from '@commerce/contracts/stream-event';
import type { EventHandler } from '@commerce/runtime/subscriber';
import type { TSchema } from 'typebox';
import { parse } from 'yaml';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';
import { fieldTable } from './schema-fields.ts';

interface Subscription {
  app: string;
  topic: string;
  consumer: string;
  types: readonly string[];
}

/** The page of the topics, their events and their consumers. */
export async function eventsPage(): Promise<string> {
  const subscriptions = await readSubscriptions();
  return page(
    'Events',
    'Events are delivered at least once, in any order, through Dapr pub/sub (`pubsub`). An event is ' +
      'the `data` of its CloudEvent. Inboxes use its own `id` (`<stream>:<seq>`) as key, not the id of ' +
      'the CloudEvent. A type ends in its version: an optional field may be added, any other change is ' +
      'a new version. A private event is only for the app that publishes it.',
    '## Envelope',
    fieldTable(StreamEventSchema),
    ...topicSection(ordersTopic(), {
      from: 'the order app, through the Dapr outbox of the state store `orderstreams`',
      events: orderEvents,
      subscriptions,
    }),
    ...topicSection(PRODUCTS_TOPIC, {
      from: 'the catalog app, through its outbox table and relay',
      events: productEvents,
      subscriptions,
    }),
    ...topicSection(STOCK_TOPIC, {
      from: 'the inventory app, through its outbox table and relay',
      events: stockEvents,
      subscriptions,
    }),
    '## Dead letters',
    'An event that an app refuses, or still fails to handle after all retries, goes to the topic ' +
      '`dead-letters.<app>` and from there into the table `dead_letter` of the app. There it is retried ' +
      'or waits for an operator: `npm run dead-letters -- <app>`.',
  );
}

function topicSection(
  topic: string,
  about: { from: string; events: Record<string, TSchema>; subscriptions: Subscription[] },
): string[] {
  const takers = about.subscriptions.filter((one) => one.topic === topic);
  return [
    `## Topic \`${topic}\``,
    `Published by ${about.from}. Consumers:`,
    table(
      ['app', 'consumer', 'events'],
      takers.map(({ app, consumer, types }) => [app, code(consumer), types.map(code).join(', ')]),
    ),
    ...Object.entries(about.events).flatMap(([type, data]) => [
      `### ${type}`,
      ...(Object.hasOwn(privateOrderEvents, type) ? ['Private.'] : []),
      fieldTable(data),
    ]),
  ];
}

// The lists of handlers are built without dependencies: only consumer names and event types are read.
async function readSubscriptions(): Promise<Subscription[]> {
  const found: Subscription[] = [];
  for (const file of globSync('apps/*/src/handlers/index.ts', { cwd: root }).sort()) {
    const app = basename(dirname(dirname(dirname(file))));
    const face = (await import(join(root, file))) as Record<
      string,
      (deps: object) => Record<string, EventHandler[]>
    >;
    for (const listHandlers of Object.values(face)) {
      for (const [topic, handlers] of Object.entries(listHandlers({}))) {
        for (const { consumer, types } of handlers) found.push({ app, topic, consumer, types });
      }
    }
  }
  return found;
}

function ordersTopic(): string {
  const file = join(root, 'components', 'local', 'orderstreams.yaml');
  const { spec } = parse(readFileSync(file, 'utf8')) as {
    spec: { metadata: { name: string; value?: string }[] };
  };
  const topic = spec.metadata.find(({ name }) => name === 'outboxPublishTopic')?.value;
  if (topic === undefined) throw new Error(`${file} names no outboxPublishTopic`);
  return topic;
}
