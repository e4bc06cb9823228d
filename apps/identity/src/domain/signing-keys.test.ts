import test from 'ava';
import fc from 'fast-check';
import {
  decideRotation,
  publishedAt,
  signerAt,
  type KeyTimes,
  type KeyTiming,
} from './signing-keys.ts';

const timing: KeyTiming = { jwksCacheMs: 300_000, tokenMs: 630_000, reloadMs: 5_000 };
const old: KeyTimes = { kid: 'old', signsFrom: 0 };
const next: KeyTimes = { kid: 'next', signsFrom: 1_000_000 };
const kids = (keys: KeyTimes[]) => keys.map(({ kid }) => kid);

test('the first key signs at once, because nobody knows another', (t) => {
  t.deepEqual(decideRotation([], 7, timing), { signsFrom: 7 });
});

test('a new key signs once everyone who has read the old set has read it again', (t) => {
  t.deepEqual(decideRotation([old], 1_000, timing), { signsFrom: 306_000 });
});

test('a rotation that is under way is not begun again', (t) => {
  t.deepEqual(decideRotation([old, next], 999_999, timing), { waiting: next });
});

test('the newest key whose time has come signs', (t) => {
  t.is(signerAt([next, old], 999_999), old);
  t.is(signerAt([next, old], 1_000_000), next);
  t.is(signerAt([next], 999_999), undefined);
});

test('a new key is published before it signs', (t) => {
  t.deepEqual(kids(publishedAt([old, next], 1, timing)), ['old', 'next']);
});

test('an old key is published until the last token that it can have signed has ended', (t) => {
  t.deepEqual(kids(publishedAt([old, next], 1_634_999, timing)), ['old', 'next']);
  t.deepEqual(kids(publishedAt([old, next], 1_635_000, timing)), ['next']);
});

test('whatever the rotations, every living token was signed by a key that is published', (t) => {
  const gaps = fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 8 });
  const age = fc.integer({ min: 0, max: timing.tokenMs - 1 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 0, max: 9_000_000 }), age, (waits, at, tokenAge) => {
      let now = 0;
      const keys: KeyTimes[] = [{ kid: 'k0', signsFrom: 0 }];
      for (const wait of waits) {
        now += wait;
        const decision = decideRotation(keys, now, timing);
        if ('signsFrom' in decision) keys.push({ kid: `k${keys.length}`, ...decision });
      }
      const signer = signerAt(keys, at);
      return publishedAt(keys, at + tokenAge, timing).some(({ kid }) => kid === signer?.kid);
    }),
  );
  t.pass();
});
