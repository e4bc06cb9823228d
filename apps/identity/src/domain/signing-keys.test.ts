import test from 'ava';
import fc from 'fast-check';
import { decideRotation, keyTiming, publishedAt, signerAt, type KeyTimes } from './signing-keys.ts';

const timing = keyTiming({ jwksCacheSeconds: 300, tokenSeconds: 600 });
const old: KeyTimes = { kid: 'old', signsFrom: 0 };
const next: KeyTimes = { kid: 'next', signsFrom: 1_000_000 };
const kids = (keys: KeyTimes[]) => keys.map(({ kid }) => kid);

test('the first key signs at once, because verifiers know no other', (t) => {
  t.deepEqual(decideRotation([], 7, timing), { signsFrom: 7 });
});

test('a new key signs once every verifier has read the key set again', (t) => {
  t.deepEqual(decideRotation([old], 1_000, timing), { signsFrom: 306_000 });
});

test('a rotation in progress is not started again', (t) => {
  t.deepEqual(decideRotation([old, next], 999_999, timing), { pending: next });
});

test('the newest key whose signing time has come signs', (t) => {
  t.is(signerAt([next, old], 999_999), old);
  t.is(signerAt([next, old], 1_000_000), next);
  t.is(signerAt([next], 999_999), undefined);
});

test('a new key is published before it signs', (t) => {
  t.deepEqual(kids(publishedAt([old, next], 1, timing)), ['old', 'next']);
});

test('an old key is published until the last token that it may have signed has expired', (t) => {
  t.deepEqual(kids(publishedAt([old, next], 1_634_999, timing)), ['old', 'next']);
  t.deepEqual(kids(publishedAt([old, next], 1_635_000, timing)), ['next']);
});

test('after any rotations, every valid token was signed by a published key', (t) => {
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
