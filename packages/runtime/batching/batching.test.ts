import test from 'ava';
import { createBatcher } from './index.ts';

const nextRound = () => new Promise((resolve) => setImmediate(resolve));

/** A batcher whose batches end when the test ends them. */
function open(limits: { maxRunning?: number; patienceMs?: number } = {}) {
  const batches: { items: string[]; end: () => void }[] = [];
  const add = createBatcher<string, string>({
    run: (items) =>
      new Promise((resolve) => {
        batches.push({ items, end: () => resolve(items.map((item) => item.toUpperCase())) });
      }),
    fits: (batch) => batch.length < 3,
    splitOnError: () => false,
    ...limits,
  });
  return { add, batches, sent: () => batches.map(({ items }) => items.join('')) };
}

test('an item that finds no batch running starts in the same round of the event loop', async (t) => {
  const { add, batches, sent } = open();
  const answer = add('a');
  await nextRound();
  t.deepEqual(sent(), ['a']);
  batches[0]?.end();
  t.is(await answer, 'A');
});

test('items of one round form batches, and later ones wait until the batch before has ended', async (t) => {
  const { add, batches, sent } = open();
  const answers = ['a', 'b', 'c', 'd'].map(add);
  await nextRound();
  answers.push(add('e'));
  await nextRound();
  t.deepEqual(sent(), ['abc']);
  batches[0]?.end();
  await answers[0];
  await nextRound();
  t.deepEqual(sent(), ['abc', 'de']);
  batches[1]?.end();
  t.deepEqual(await Promise.all(answers), ['A', 'B', 'C', 'D', 'E']);
});

test('items wait for a slow batch only as long as their patience lasts, and for a limited number', async (t) => {
  const { add, batches, sent } = open({ maxRunning: 2, patienceMs: 30 });
  const first = add('a');
  await nextRound();
  const began = performance.now();
  const second = add('b');
  await nextRound();
  t.deepEqual(sent(), ['a']);
  while (batches.length < 2) await nextRound();
  t.true(performance.now() - began > 20, 'the second batch waited');
  const third = add('c');
  const fourth = add('d');
  batches[1]?.end();
  t.is(await second, 'B');
  while (batches.length < 3) await nextRound();
  t.deepEqual(sent(), ['a', 'b', 'cd'], 'a batch that is slow delays no other');
  for (const { end } of batches) end();
  t.deepEqual(await Promise.all([first, third, fourth]), ['A', 'C', 'D']);
});
