import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { forEachBounded } from './for-each-bounded.ts';

test('forEachBounded() processes every item once, within the concurrency limit', async (t) => {
  const items = Array.from({ length: 50 }, (_, index) => index);
  const seen: number[] = [];
  let running = 0;
  let most = 0;
  await forEachBounded(items, 4, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await turn();
    seen.push(item);
    running -= 1;
  });
  t.is(most, 4);
  t.deepEqual(
    seen.toSorted((a, b) => a - b),
    items,
  );
});

test('forEachBounded() starts nothing after an error and rejects with it', async (t) => {
  const begun: number[] = [];
  await t.throwsAsync(
    forEachBounded([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      await turn();
      if (item === 2) throw new Error('two');
    }),
    { message: 'two' },
  );
  t.true(begun.length < 6);
});
