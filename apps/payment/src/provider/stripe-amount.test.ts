import test from 'ava';
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts';

const cases: [currency: string, amountMinor: number, up: number, down: number][] = [
  ['GBP', 1234, 1234, 1234],
  ['JPY', 500, 500, 500],
  ['ISK', 500, 50000, 50000],
  ['UGX', 12000, 1200000, 1200000],
  ['KWD', 5120, 5120, 5120],
  ['KWD', 5124, 5130, 5120],
  ['BHD', 9, 10, 0],
  ['JOD', 11, 20, 10],
  ['OMR', 10, 10, 10],
  ['TND', 1999, 2000, 1990],
];

for (const [currency, amountMinor, up, down] of cases) {
  test(`Stripe takes ${amountMinor} minor units of ${currency} as ${up}, captured as ${down}`, (t) => {
    t.is(toStripeAmount({ amountMinor, currency }, 'up'), up);
    t.is(toStripeAmount({ amountMinor, currency }, 'down'), down);
  });
}

test('fromStripeAmount() reverses what Stripe can represent', (t) => {
  for (const [currency, amountMinor] of cases.filter(([, amount]) => amount % 10 === 0)) {
    const money = { amountMinor, currency };
    const sent = toStripeAmount(money, 'up');
    t.deepEqual(fromStripeAmount(sent, currency.toLowerCase()), money);
  }
});
