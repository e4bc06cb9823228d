import test from 'ava';
import {
  ATTEMPT_MEMORY_SECONDS,
  delaysOf,
  MAIL_RULES,
  memorySeconds,
  signInRules,
} from './throttling.ts';

test('the first attempts are free, then each delay doubles, up to a maximum', (t) => {
  const delays = delaysOf({ free: 3, firstDelayMs: 1_000, maxDelayMs: 6_000 });
  t.deepEqual(delays, [0, 0, 1_000, 2_000, 4_000, 6_000]);
});

test('a thousand attempts on one account from one address take more than a week', (t) => {
  const delays = delaysOf(signInRules(1_000).pair);
  const last = delays.at(-1) ?? 0;
  const total = delays.reduce((sum, ms) => sum + ms, 0) + (1_000 - delays.length) * last;
  t.true(total > 7 * 86_400_000);
});

test('strangers cannot keep an owner out of an account for longer than half a minute', (t) => {
  t.true(Math.max(...delaysOf(signInRules(1_000).account)) <= 30_000);
  t.true(Math.max(...delaysOf(signInRules(60_000).account)) <= 30_000);
});

test('strangers cannot keep an address out for longer than a minute', (t) => {
  for (const { refillMs } of [signInRules(1_000).address, MAIL_RULES.address]) {
    t.true(refillMs <= 60_000);
  }
});

test('a counter is kept for longer than any delay, and a bucket until it is full again', (t) => {
  const { pair, account, address } = signInRules(60_000);
  for (const rule of [pair, account, MAIL_RULES.account]) {
    t.true(Math.max(...delaysOf(rule)) < ATTEMPT_MEMORY_SECONDS * 1000);
  }
  for (const rule of [address, MAIL_RULES.address]) {
    t.true(memorySeconds(rule) * 1000 >= rule.capacity * rule.refillMs);
  }
});

test('an email address gets three mails, then one a minute, then fewer', (t) => {
  t.deepEqual(delaysOf(MAIL_RULES.account).slice(0, 4), [0, 0, 60_000, 120_000]);
});
