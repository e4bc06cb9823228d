import { randomBytes } from 'node:crypto';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import type { ReadDataKey } from '../clients/identity.ts';
import { openKeyCache } from './key-cache.ts';

/** A cache of the keys that `answer` gives, with the subjects that were read. */
function keysOfTest(
  answer: (subject: string) => ReturnType<ReadDataKey>,
  limits: Parameters<typeof openKeyCache>[0] = {},
) {
  const asked: string[] = [];
  const cache = openKeyCache<'erased' | 'unknown'>(limits);
  const find = (subject: string) =>
    cache.of(subject, () => {
      asked.push(subject);
      return answer(subject);
    });
  return { asked, find, forget: cache.forget };
}

const aKey = async () => ({ id: 'a1b2c3d4', bytes: randomBytes(32) });

test('a key is read once, also for concurrent requests', async (t) => {
  const { asked, find } = keysOfTest(aKey);
  const [one, two] = await Promise.all([find('cus_1'), find('cus_1')]);
  t.is(one, two);
  t.is(await find('cus_1'), one);
  t.not(await find('cus_2'), one);
  t.deepEqual(asked, ['cus_1', 'cus_2']);
});

test('a key leaves the cache after its lifetime, however often it is used', async (t) => {
  const { asked, find } = keysOfTest(aKey, { lifeMs: 40 });
  await waitUntil(async () => (await find('cus_1')) && asked.length === 3, {
    timeoutMs: 10_000,
    what: 'the key is read a third time',
  });
  t.pass();
});

test('only a forgotten key is read again', async (t) => {
  const { asked, find, forget } = keysOfTest(aKey);
  for (const subject of ['cus_1', 'cus_2']) await find(subject);
  forget('cus_1');
  for (const subject of ['cus_1', 'cus_2']) await find(subject);
  t.deepEqual(asked, ['cus_1', 'cus_2', 'cus_1']);
});

test('of too many keys the least recently used one goes', async (t) => {
  const { asked, find } = keysOfTest(aKey, { maxKeys: 2 });
  for (const customerId of ['cus_1', 'cus_2', 'cus_1', 'cus_3']) await find(customerId);
  t.deepEqual(asked.splice(0), ['cus_1', 'cus_2', 'cus_3']);
  await find('cus_1');
  t.deepEqual(asked, []);
  await find('cus_2');
  t.deepEqual(asked, ['cus_2']);
});

test('only keys are cached, no other answers and no failures', async (t) => {
  const answers = ['unknown', 'erased', new Error('away')] as const;
  let next = 0;
  const { asked, find } = keysOfTest(async () => {
    const answer = answers[next++ % answers.length] as (typeof answers)[number];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  t.is(await find('cus_1'), 'unknown');
  t.is(await find('cus_1'), 'erased');
  await t.throwsAsync(find('cus_1'), { message: 'away' });
  t.is(await find('cus_1'), 'unknown');
  t.is(asked.length, 4);
});
