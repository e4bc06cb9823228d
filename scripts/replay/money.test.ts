import test from 'ava';
import fc from 'fast-check';
import { formatMinor, parseMinor } from './money.ts';

const amounts: [string, number][] = [
  ['165', 16_500],
  ['2.55', 255],
  ['2.5', 250],
  ['.5', 50],
  ['0.07', 7],
  ['1.10000', 110],
  ['0', 0],
  ['-11062.06', -1_106_206],
];
for (const [text, amountMinor] of amounts) {
  test(`parseMinor() reads "${text}" as ${amountMinor} minor units`, (t) => {
    t.deepEqual(parseMinor(text), { ok: true, amountMinor });
  });
}

test('parseMinor() rejects an amount finer than a penny instead of rounding it', (t) => {
  for (const text of ['2.555', '0.001', '1.2300001']) {
    t.deepEqual(parseMinor(text), { ok: false, reason: 'price-finer-than-a-penny' }, text);
  }
});

test('parseMinor() rejects everything but plain decimal numbers', (t) => {
  for (const text of [
    '',
    '.',
    '-',
    '5.',
    '1,50',
    '1e3',
    ' 1',
    '+1',
    '1.2.3',
    '£2',
    'NaN',
    '0x10',
  ]) {
    t.deepEqual(parseMinor(text), { ok: false, reason: 'malformed-price' }, text);
  }
});

test('parseMinor() rejects an amount beyond the safe integers', (t) => {
  t.deepEqual(parseMinor('90071992547409.91'), { ok: true, amountMinor: Number.MAX_SAFE_INTEGER });
  t.deepEqual(parseMinor('90071992547409.92'), { ok: false, reason: 'malformed-price' });
});

test('parseMinor() reads back every amount that formatMinor() writes', (t) => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger().filter((amount) => !Object.is(amount, -0)),
      fc.nat({ max: 6 }),
      (amountMinor, zeros) => {
        t.deepEqual(parseMinor(formatMinor(amountMinor) + '0'.repeat(zeros)), {
          ok: true,
          amountMinor,
        });
      },
    ),
  );
});
