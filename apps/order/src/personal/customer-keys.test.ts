import { randomBytes } from 'node:crypto';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import type { ReadDataKey } from '../clients/identity.ts';
import { customerKeys } from './customer-keys.ts';

/** Answers a key per customer, and remembers who was asked for. */
function keysOfTest(answer: (customerId: string) => ReturnType<ReadDataKey>) {
  const asked: string[] = [];
  const read: ReadDataKey = (customerId) => {
    asked.push(customerId);
    return answer(customerId);
  };
  return { asked, read };
}

const aKey = async () => ({ id: 'a1b2c3d4', bytes: randomBytes(32) });

test('a key is read once, also for those who ask for it at once', async (t) => {
  const { asked, read } = keysOfTest(aKey);
  const find = customerKeys(read);
  const [one, two] = await Promise.all([find('cus_1'), find('cus_1')]);
  t.is(one, two);
  t.is(await find('cus_1'), one);
  t.not(await find('cus_2'), one);
  t.deepEqual(asked, ['cus_1', 'cus_2']);
});

test('a key is forgotten when its time is over, however often it is used', async (t) => {
  const { asked, read } = keysOfTest(aKey);
  const find = customerKeys(read, { lifeMs: 40 });
  await waitUntil(async () => (await find('cus_1')) && asked.length === 3, {
    timeoutMs: 10_000,
    what: 'the key is read a third time',
  });
  t.pass();
});

test('of too many keys the one that was used longest ago goes', async (t) => {
  const { asked, read } = keysOfTest(aKey);
  const find = customerKeys(read, { maxKeys: 2 });
  for (const customerId of ['cus_1', 'cus_2', 'cus_1', 'cus_3']) await find(customerId);
  t.deepEqual(asked.splice(0), ['cus_1', 'cus_2', 'cus_3']);
  await find('cus_1');
  t.deepEqual(asked, []);
  await find('cus_2');
  t.deepEqual(asked, ['cus_2']);
});

test('what is not a key is not kept, nor is a failure', async (t) => {
  const answers = ['unknown', 'erased', new Error('away')] as const;
  let next = 0;
  const { asked, read } = keysOfTest(async () => {
    const answer = answers[next++ % answers.length] as (typeof answers)[number];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const find = customerKeys(read);
  t.is(await find('cus_1'), 'unknown');
  t.is(await find('cus_1'), 'erased');
  await t.throwsAsync(find('cus_1'), { message: 'away' });
  t.is(await find('cus_1'), 'unknown');
  t.is(asked.length, 4);
});
