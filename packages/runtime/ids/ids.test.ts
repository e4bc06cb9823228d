import test from 'ava';
import fc from 'fast-check';
import { derivedId, uuidv7 } from './index.ts';

const UUIDV7 = /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/;

test('uuidv7() returns 32 hex digits with version, variant and time in the right positions', (t) => {
  const before = Date.now();
  const id = uuidv7();
  t.regex(id, UUIDV7);
  t.true(Number.parseInt(id.slice(0, 12), 16) >= before);
});

test('ids of one process sort in order of creation, even within one ms', (t) => {
  // More than the 4,096 values of one millisecond, so that the counter overflows.
  const ids = Array.from({ length: 20_000 }, () => uuidv7());
  t.deepEqual(ids.toSorted(), ids);
  t.is(new Set(ids).size, ids.length);
  t.true(ids.every((id) => UUIDV7.test(id)));
});

test('derivedId() is the same for the same parts and has 32 hex digits', (t) => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (parts) => {
      const id = derivedId(...parts);
      return /^[0-9a-f]{32}$/.test(id) && id === derivedId(...parts);
    }),
  );
  t.pass();
});

test('derivedId() differs for parts that are equal only when joined', (t) => {
  const parts = fc.array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      return same || derivedId(...one) !== derivedId(...other);
    }),
  );
  t.not(derivedId('ab', 'c'), derivedId('a', 'bc'));
  t.not(derivedId('a', ''), derivedId('a'));
  t.not(derivedId('1:a'), derivedId('a'));
  t.not(derivedId('a1:b'), derivedId('a', 'b'));
  t.not(derivedId(), derivedId(''));
});
