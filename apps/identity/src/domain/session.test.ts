import test from 'ava';
import fc from 'fast-check';
import {
  decideRefresh,
  isExpired,
  REFRESH_REPEAT_SECONDS,
  SESSION_IDLE_SECONDS,
  SESSION_MAX_SECONDS,
  type SessionState,
} from './session.ts';

const START = 1_000_000_000_000;
const state = (over: Partial<SessionState> = {}): SessionState => ({
  open: true,
  generation: 5,
  startedAt: START,
  refreshedAt: START,
  ...over,
});

test('the newest refresh token is exchanged for the next one', (t) => {
  t.is(decideRefresh(state(), 5, START + 60_000), 'rotate');
});

test('the previous token returns the same successor for five minutes, while that is unused', (t) => {
  t.is(decideRefresh(state(), 4, START + REFRESH_REPEAT_SECONDS * 1000), 'repeat');
  t.is(decideRefresh(state(), 4, START + REFRESH_REPEAT_SECONDS * 1000 + 1), 'reuse');
});

test('a token whose successor was used is reuse at any time', (t) => {
  t.is(decideRefresh(state(), 3, START), 'reuse');
  t.is(decideRefresh(state(), 1, START), 'reuse');
});

test('a token of a future generation is refused, and the session goes on', (t) => {
  t.is(decideRefresh(state(), 6, START), 'refused');
});

test('an ended session refuses every token, and a used one is not reported as reuse', (t) => {
  for (const generation of [1, 4, 5]) {
    t.is(decideRefresh(state({ open: false }), generation, START), 'refused');
  }
});

test('a session ends after two weeks without a refresh, and after thirty days in any case', (t) => {
  t.is(decideRefresh(state(), 5, START + SESSION_IDLE_SECONDS * 1000), 'expired');
  const used = state({ refreshedAt: START + (SESSION_MAX_SECONDS - 60) * 1000 });
  t.false(isExpired(used, START + SESSION_MAX_SECONDS * 1000 - 1));
  t.is(decideRefresh(used, 5, START + SESSION_MAX_SECONDS * 1000), 'expired');
});

test('only the newest two tokens are ever exchanged for a new one', (t) => {
  const anyTime = fc.integer({ min: 0, max: SESSION_MAX_SECONDS * 2000 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 99 }),
      anyTime,
      (now, asked, ms) => {
        const decision = decideRefresh(state({ generation: now }), asked, START + ms);
        return decision === 'rotate' ? asked === now : decision !== 'repeat' || asked === now - 1;
      },
    ),
  );
  t.pass();
});
