import { appNames } from '@commerce/contracts/apps';
import { contracts } from '@commerce/contracts/contracts';
import type { Contract, Topic } from '@commerce/contracts/contract';
import { StreamEventSchema } from '@commerce/contracts/stream-event';
import type { App } from 'dapr-actor-runtime/app';
import type { TSchema } from 'typebox';
import { code, page, table } from './markdown.ts';
import { fieldTable } from './schema-fields.ts';

/** The page of the topics, their events and their consumers. */
export function eventsPage(apps: readonly App[]): string {
  const topics = appNames.flatMap((app) => {
    const contract: Contract = contracts[app];
    return Object.entries(contract.topics).map(([name, topic]) => ({ app, name, topic }));
  });
  return page(
    'Events',
    'Events are delivered at least once, in any order, through Dapr pub/sub (`pubsub`). An event is ' +
      'the `data` of its CloudEvent. Inboxes use its own `id` (`<stream>:<seq>`) as key, not the id of ' +
      'the CloudEvent. A type ends in its version: an optional field may be added, any other change is ' +
      'a new version. A private event is only for the app that publishes it.',
    '## Envelope',
    fieldTable(StreamEventSchema),
    ...topics.flatMap((one) => topicSection(one, apps)),
    '## Dead letters',
    'An event that an app cannot handle, or fails to handle until its retries are used up, goes to the ' +
      'topic `dead-letters.<app>` and from there to the table `dead_letter` of the app. There it is ' +
      'retried or waits for an operator: `npm run dead-letters -- <app>`.',
  );
}

function topicSection(
  { app, name, topic }: { app: string; name: string; topic: Topic },
  apps: readonly App[],
): string[] {
  const publisher = apps.find((one) => one.name === app);
  const way =
    publisher?.streams !== undefined
      ? 'the Dapr outbox of its event streams'
      : 'its outbox table and relay';
  return [
    `## Topic ${code(name)}`,
    `Published by the ${app} app, through ${way}. Consumers:`,
    table(['app', 'consumer', 'events'], consumersOf(name, apps)),
    ...eventSections(topic.public, ''),
    ...eventSections(topic.private, ' (private)'),
  ];
}

function consumersOf(topic: string, apps: readonly App[]): string[][] {
  return apps.flatMap(({ name, subscriptions }) =>
    (subscriptions[topic] ?? []).map(({ consumer, types }) => [
      name,
      code(consumer),
      types.map(code).join(', '),
    ]),
  );
}

function eventSections(events: Readonly<Record<string, TSchema>>, mark: string): string[] {
  return Object.entries(events).flatMap(([type, data]) => [`### ${type}${mark}`, fieldTable(data)]);
}
