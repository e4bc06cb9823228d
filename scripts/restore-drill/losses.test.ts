import test from 'ava';
import type { Answered } from './load.ts';
import { lossesOf } from './losses.ts';

const answer = (orderId: string, kind: Answered['kind'], version: number): Answered => ({
  ...{ orderId, kind, version },
  key: `${orderId}-${kind}`,
  sku: 'MUG',
});

test('an order that was answered and is not in the databases is lost with all its events', (t) => {
  const answered = [answer('a', 'place', 2), answer('b', 'place', 2), answer('b', 'ship', 3)];
  const losses = lossesOf(answered, new Map([['a', 2]]));
  t.deepEqual(losses.orders, ['b']);
  t.is(losses.events, 3);
  t.deepEqual(losses.requests, [answered[1], answered[2]]);
});

test('of an order that is there only what came later is lost', (t) => {
  const answered = [answer('a', 'place', 2), answer('a', 'cancel', 3)];
  const losses = lossesOf(answered, new Map([['a', 2]]));
  t.deepEqual([losses.orders, losses.events, losses.requests], [[], 1, [answered[1]]]);
});

test('more events than clients were told are no loss', (t) => {
  const losses = lossesOf([answer('a', 'cancel', 3)], new Map([['a', 4]]));
  t.deepEqual([losses.orders, losses.events, losses.requests], [[], 0, []]);
});
