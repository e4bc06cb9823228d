import test from 'ava';
import type { Context } from 'koa';
import { preferencesOf } from './preferences.ts';

const of = (header: string) =>
  Object.fromEntries(preferencesOf({ get: () => header } as unknown as Context));

test('preferences are read as RFC 7240 writes them', (t) => {
  t.deepEqual(of(''), {});
  t.deepEqual(of('respond-async'), { 'respond-async': '' });
  t.deepEqual(of('Respond-Async, Wait=10'), { 'respond-async': '', wait: '10' });
  t.deepEqual(of('handling="strict"; reason="a, b", wait = 5'), { handling: 'strict', wait: '5' });
  t.deepEqual(of('foo; wait=5'), { foo: '' }, 'a parameter is no preference');
});

test('of a preference that is given twice the first counts', (t) => {
  t.deepEqual(of('wait=1, wait=9'), { wait: '1' });
});
