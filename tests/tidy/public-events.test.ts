import { appNames } from '@commerce/contracts/apps';
import type { Contract } from '@commerce/contracts/contract';
import { contracts } from '@commerce/contracts/contracts';
import test from 'ava';
import { loadApps } from '../../scripts/generate/apps.ts';

const apps = await loadApps();
const topics = appNames.flatMap((publisher) => {
  const contract: Contract = contracts[publisher];
  return Object.entries(contract.topics).map(([topic, events]) => ({ publisher, topic, events }));
});
const subscribed = apps.flatMap(({ name, subscriptions }) =>
  Object.entries(subscriptions).flatMap(([topic, handlers]) =>
    handlers.flatMap(({ types }) => types.map((type) => ({ app: name, topic, type }))),
  ),
);

test('an app subscribes only to public events of other apps', (t) => {
  t.true(subscribed.some(({ app, topic }) => app === 'inventory' && topic === 'orders'));
  const wrong = subscribed.filter(({ app, topic, type }) => {
    const found = topics.find((one) => one.topic === topic);
    if (found === undefined) return true;
    const { public: open, private: own } = found.events;
    return !Object.hasOwn(open, type) && !(app === found.publisher && Object.hasOwn(own, type));
  });
  t.deepEqual(wrong, [], 'make the event public in packages/contracts, or do not use it');
});

/** The names of all properties in a schema, however deep. */
function propertiesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(propertiesOf)];
}

test('no public event has anything sealed or secret: that belongs in a private one', (t) => {
  const secret = ['personal', 'paymentToken', 'token', 'clientSecret', 'action'];
  const open = topics.flatMap(({ topic, events }) =>
    Object.entries(events.public).map(([type, schema]) => ({ topic, type, schema })),
  );
  t.true(
    open.some(({ type, schema }) => type === 'OrderEdited.v1' && propertiesOf(schema).length > 9),
  );
  const wrong = open.flatMap(({ topic, type, schema }) =>
    propertiesOf(schema)
      .filter((name) => secret.includes(name))
      .map((name) => `${topic} ${type} ${name}`),
  );
  t.deepEqual(wrong, []);
});

test('a topic has one publisher, and an event type is public or private, not both', (t) => {
  const names = topics.map(({ topic }) => topic);
  t.deepEqual(names, [...new Set(names)]);
  for (const { events, topic } of topics) {
    const both = Object.keys(events.public).filter((type) => Object.hasOwn(events.private, type));
    t.deepEqual(both, [], topic);
  }
});
