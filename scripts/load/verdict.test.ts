import test from 'ava';
import type { Answer } from './journal-lines.ts';
import { doubleOrders, gatesOf, lostOrders, outcomeOf, voidReason } from './verdict.ts';

const answer = (order: string, version: number, key?: string): Answer => ({
  kind: 'answer',
  ...{ at: 0, ms: 1, operation: 'placeOrder', status: 201, order, version },
  ...(key !== undefined && { key }),
});

test('an order is lost if the database has fewer events than a client saw', (t) => {
  const stored = new Map([
    ['ord_1', 3],
    ['ord_2', 1],
  ]);
  const answers = [answer('ord_1', 2), answer('ord_2', 1), answer('ord_2', 2), answer('ord_3', 1)];
  t.deepEqual(lostOrders(answers, stored), [
    'ord_2 has 1 events, a client saw 2',
    'ord_3 has 0 events, a client saw 1',
  ]);
});

test('a key that placed two orders is found', (t) => {
  const answers = [answer('ord_1', 1, 'a'), answer('ord_1', 1, 'a'), answer('ord_2', 1, 'b')];
  t.deepEqual(doubleOrders(answers), []);
  t.deepEqual(doubleOrders([...answers, answer('ord_3', 1, 'b')]), [
    'the key b placed ord_2 and ord_3',
  ]);
});

test('a run fails by one broken check, and is void only if nothing is broken', (t) => {
  const kept = { isKept: true };
  const unknown = { isKept: undefined };
  t.is(outcomeOf([kept, unknown], undefined), 'passed');
  t.is(outcomeOf([kept, unknown], 'the generator was slow'), 'void');
  t.is(outcomeOf([kept, { isKept: false }], 'the generator was slow'), 'failed');
});

test('a generator without a report, a broken gate and a wrong answer are broken checks', (t) => {
  const gates = [{ text: 'p95 < 5', isKept: false }];
  const checks = gatesOf({ counters: {}, gates, failure: 'it crashed' }, ['getOrder: 500']);
  t.deepEqual(
    checks.map(({ isKept }) => isKept),
    [false, false, false],
  );
});

test('a run is void if its generator used most of a core, skipped users or was late', (t) => {
  const use = (cores: number, delayMs = 1) => [
    { kind: 'generator' as const, at: 0, cores, delayMs },
  ];
  const all = { skipped: 0, planned: 30, arrived: 30 };
  t.is(voidReason(use(0.5), all), undefined);
  t.regex(String(voidReason(use(0.85), all)), /used 85 % of a core/);
  t.regex(String(voidReason(use(0.1, 400), all)), /400 ms late/);
  t.regex(String(voidReason(use(0.5), { ...all, skipped: 2 })), /2 virtual users were skipped/);
  t.regex(String(voidReason(use(0.5), { ...all, arrived: 20 })), /only 20 of 30 virtual users/);
});
