import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { eventFixtures } from '@commerce/testing/event-fixtures';
import test from 'ava';
import { absent, ORDER_STATE_VERSION } from './domain/order-state.ts';
import { evolve } from './domain/order.ts';

// Snapshots hold the state of an order, and a process uses those of its own state version only. So
// the state that fixed events fold into must not change without a new version: order-states.json
// has it. What is missing there, all of it after the version was raised, the test adds before it
// fails once, for you to look at and commit.
const FILE = join(import.meta.dirname, 'order-states.json');

interface Kept {
  stateVersion: number;
  states: Record<string, unknown>;
}

const fixtures = eventFixtures().filter(({ topic }) => topic === 'orders');
const byName = new Map(fixtures.map(({ name, event }) => [name, event]));

/** The states that the streams of the fixtures fold into, as a snapshot would hold them. */
function foldedStates(): Record<string, unknown> {
  return Object.fromEntries(
    fixtures.map(({ name, after = [], event }) => {
      const events = [...after.map((one) => byName.get(`orders/${one}`)), event];
      const state = (events as unknown as OrderEvent[]).reduce(evolve, absent);
      return [name, JSON.parse(JSON.stringify(state)) as unknown];
    }),
  );
}

function readKept(): Kept {
  const kept = existsSync(FILE) && (JSON.parse(readFileSync(FILE, 'utf8')) as Kept);
  return kept && kept.stateVersion >= ORDER_STATE_VERSION
    ? kept
    : { stateVersion: ORDER_STATE_VERSION, states: {} };
}

/** One state a line, so that a diff shows which ones changed. */
function write({ stateVersion, states }: Kept): void {
  const lines = Object.entries(states).map(
    ([name, state]) => `${JSON.stringify(name)}: ${JSON.stringify(state)}`,
  );
  writeFileSync(FILE, `{"stateVersion": ${stateVersion}, "states": {\n${lines.join(',\n')}\n}}\n`);
}

test('the state of an order does not change without a new ORDER_STATE_VERSION', (t) => {
  const { stateVersion, states } = readKept();
  t.is(stateVersion, ORDER_STATE_VERSION, 'ORDER_STATE_VERSION must not be lowered');
  const folded = foldedStates();
  const added = Object.keys(folded).filter((name) => !Object.hasOwn(states, name));
  const known = Object.fromEntries(Object.keys(states).map((name) => [name, folded[name]]));
  t.deepEqual(known, states, 'state changed: raise ORDER_STATE_VERSION');
  if (added.length > 0) write({ stateVersion, states: folded });
  t.deepEqual(added, [], 'were added to order-states.json: look at them and commit the file');
});
