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
const taken = apps.flatMap(({ name, subscriptions }) =>
  Object.entries(subscriptions).flatMap(([topic, handlers]) =>
    handlers.flatMap(({ types }) => types.map((type) => ({ app: name, topic, type }))),
  ),
);

test('an app takes only public events of other apps', (t) => {
  t.true(taken.some(({ app, topic }) => app === 'inventory' && topic === 'orders'));
  const wrong = taken.filter(({ app, topic, type }) => {
    const about = topics.find((one) => one.topic === topic);
    if (about === undefined) return true;
    const { public: open, private: own } = about.events;
    return !Object.hasOwn(open, type) && !(app === about.publisher && Object.hasOwn(own, type));
  });
  t.deepEqual(wrong, [], 'make the event public in packages/contracts, or do without it');
});

test('a topic has one publisher, and an event type is public or private, not both', (t) => {
  const names = topics.map(({ topic }) => topic);
  t.deepEqual(names, [...new Set(names)]);
  for (const { events, topic } of topics) {
    const both = Object.keys(events.public).filter((type) => Object.hasOwn(events.private, type));
    t.deepEqual(both, [], topic);
  }
});
