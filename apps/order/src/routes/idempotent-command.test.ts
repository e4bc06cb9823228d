import type { Caller } from 'dapr-actor-runtime/access';
import { Problem } from 'dapr-actor-runtime/server';
import test from 'ava';
import type { Context } from 'koa';
import { callerName, refuseSharedKey } from './idempotent-command.ts';

const callerOf = (kind: Caller['kind'], sub: string): Caller => ({
  ...{ kind, sub },
  ...{ roles: [], scopes: [], sid: undefined },
});

const requestOf = (caller: Caller | undefined, key = ''): Context =>
  ({ state: { caller }, get: () => key }) as unknown as Context;

test('a client whose id is guest does not share its keys with guests', (t) => {
  const names = [
    undefined,
    callerOf('client', 'guest'),
    callerOf('user', 'guest'),
    callerOf('client', 'client-guest'),
  ].map((caller) => callerName(requestOf(caller)));
  t.is(new Set(names).size, names.length);
});

test('guests and callers keep the names from which the ids of their orders were derived', (t) => {
  t.is(callerName(requestOf(undefined)), 'guest');
  t.is(callerName(requestOf(callerOf('client', 'importer'))), 'importer');
});

for (const [who, caller, key, isRefused] of [
  ['a guest', undefined, 'checkout-1', true],
  ['a guest', undefined, 'k'.repeat(21), true],
  ['a guest', undefined, '0d5c2f6e-3b1a-4c58-9f0e-7a64d1b2c3e8', false],
  ['a guest', undefined, 'k'.repeat(22), false],
  // Refused later, by its own problem.
  ['a guest', undefined, '', false],
  ['a client', callerOf('client', 'guest'), 'order-1', false],
] as const) {
  test(`the key "${key}" of ${who} is ${isRefused ? 'refused' : 'taken'}`, async (t) => {
    const send = async () => refuseSharedKey(requestOf(caller, key), async () => 'taken');
    if (!isRefused) return void t.is(await send(), 'taken');
    const problem = await t.throwsAsync(send, { instanceOf: Problem });
    t.is(problem?.code, 'invalid-idempotency-key');
    t.regex(problem?.message ?? '', /22 or more characters/);
  });
}
