import test from 'ava';
import { delaysOf, GUESS_MEMORY_SECONDS, mailRules, signInRules } from './guessing.ts';

test('some tries are free, then each wait is twice the one before, up to a bound', (t) => {
  const delays = delaysOf({ free: 3, firstDelayMs: 1_000, maxDelayMs: 6_000 });
  t.deepEqual(delays, [0, 0, 1_000, 2_000, 4_000, 6_000]);
});

test('a thousand tries at one account from one address take more than a week', (t) => {
  const delays = delaysOf(signInRules(1_000).pair);
  const last = delays.at(-1) ?? 0;
  const total = delays.reduce((sum, ms) => sum + ms, 0) + (1_000 - delays.length) * last;
  t.true(total > 7 * 86_400_000);
});

test('strangers keep nobody out of an account for longer than half a minute', (t) => {
  t.true(Math.max(...delaysOf(signInRules(1_000).account)) <= 30_000);
  t.true(Math.max(...delaysOf(signInRules(60_000).account)) <= 30_000);
});

test('a counter is remembered for longer than any wait', (t) => {
  const rules = [...Object.values(signInRules(60_000)), ...Object.values(mailRules(60_000))];
  for (const rule of rules) t.true(Math.max(...delaysOf(rule)) < GUESS_MEMORY_SECONDS * 1000);
});

test('an address gets three mails, then one a minute and fewer', (t) => {
  t.deepEqual(delaysOf(mailRules(1_000).account).slice(0, 4), [0, 0, 60_000, 120_000]);
});
