import test from 'ava';
import fc from 'fast-check';
import {
  decideRefresh,
  isOver,
  REFRESH_GRACE_SECONDS,
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

test('the newest refresh token makes the next one', (t) => {
  t.is(decideRefresh(state(), 5, START + 60_000), 'rotate');
});

test('the token before it repeats its successor for ten seconds', (t) => {
  t.is(decideRefresh(state(), 4, START + REFRESH_GRACE_SECONDS * 1000), 'repeat');
  t.is(decideRefresh(state(), 4, START + REFRESH_GRACE_SECONDS * 1000 + 1), 'reuse');
});

test('any older token is reuse at once', (t) => {
  t.is(decideRefresh(state(), 3, START), 'reuse');
  t.is(decideRefresh(state(), 1, START), 'reuse');
});

test('a token that was never made is refused without harm', (t) => {
  t.is(decideRefresh(state(), 6, START), 'refused');
});

test('an ended session refuses every token, and a used one is no news', (t) => {
  for (const generation of [1, 4, 5]) {
    t.is(decideRefresh(state({ open: false }), generation, START), 'refused');
  }
});

test('a session ends when it idles for two weeks and when it is thirty days old', (t) => {
  t.is(decideRefresh(state(), 5, START + SESSION_IDLE_SECONDS * 1000), 'expired');
  const used = state({ refreshedAt: START + (SESSION_MAX_SECONDS - 60) * 1000 });
  t.false(isOver(used, START + SESSION_MAX_SECONDS * 1000 - 1));
  t.is(decideRefresh(used, 5, START + SESSION_MAX_SECONDS * 1000), 'expired');
});

test('no token but the newest two ever gives a new one', (t) => {
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
