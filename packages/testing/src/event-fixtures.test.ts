import type { Contract } from '@commerce/contracts/contract';
import { contracts } from '@commerce/contracts/contracts';
import test from 'ava';
import type { TObject } from 'typebox';
import { Value } from 'typebox/value';
import { committedSums, eventFixtures, fixtureSums } from './event-fixtures.ts';

const ADD = 'see packages/contracts/fixtures/README.md';
/** The schemas of every topic by event type. */
const schemas = Object.fromEntries(
  Object.values<Contract>(contracts).flatMap(({ topics }) =>
    Object.entries(topics).map(([topic, events]) => [
      topic,
      { ...events.public, ...events.private } as Record<string, TObject>,
    ]),
  ),
);
const fixtures = eventFixtures();

test('the fixtures of stored events never change', (t) => {
  const now = fixtureSums();
  for (const [file, sum] of committedSums()) {
    t.is(now.get(file), sum, `${file} was changed or removed: streams keep such events forever`);
  }
});

test('every fixture has its checksum in SHA256SUMS', (t) => {
  t.deepEqual([...committedSums().keys()].sort(), [...fixtureSums().keys()], ADD);
});

for (const [topic, types] of Object.entries(schemas)) {
  for (const [type, schema] of Object.entries(types)) {
    const written = fixtures.filter((one) => one.topic === topic && one.event.type === type);

    test(`${type} has a fixture`, (t) => {
      t.true(written.length > 0, `add fixtures/${topic}/${type}.json: ${ADD}`);
    });

    for (const field of Object.keys(schema.properties)) {
      if (schema.required?.includes(field)) continue;
      test(`${type} has fixtures with and without ${field}`, (t) => {
        const having = written.filter(({ event }) => Object.hasOwn(event.data, field));
        t.true(having.length > 0, `add one with ${field}: ${ADD}`);
        t.true(having.length < written.length, `add one without ${field}: ${ADD}`);
      });
    }
  }
}

for (const { name, topic, event } of fixtures) {
  test(`${name} is valid under the current schema`, (t) => {
    const schema = schemas[topic]?.[event.type];
    if (schema === undefined) return t.fail(`no schema reads ${event.type}`);
    t.deepEqual([...Value.Errors(schema, event.data)], []);
    t.is(event.id.startsWith(`${event.stream}:`), true);
    t.true(event.seq >= 1 && event.correlationId !== '' && !Number.isNaN(Date.parse(event.at)));
  });
}
