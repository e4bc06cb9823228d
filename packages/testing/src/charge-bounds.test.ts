import test from 'ava';
import { maximumOf, minimumOf } from '@commerce/contracts/payment/charge-bounds';

test('Stripe charges eight digits, more in some currencies, and fewer where it is sent hundredths', (t) => {
  t.is(maximumOf('stripe', 'EUR'), 99_999_999);
  t.is(maximumOf('stripe', 'INR'), 999_999_999);
  t.is(maximumOf('stripe', 'JPY'), 9_999_999_999);
  t.is(maximumOf('stripe', 'IDR'), 999_999_999_999);
  for (const currency of ['ISK', 'UGX']) {
    t.is(String(maximumOf('stripe', currency) * 100).length, 8, currency);
  }
});

test('a maximum is above the minimum of every currency', (t) => {
  for (const provider of ['stripe', 'simulator'] as const) {
    for (const currency of ['CHF', 'HUF', 'ISK', 'JPY', 'MXN', 'UGX', 'XOF']) {
      t.true(maximumOf(provider, currency) > minimumOf(provider, currency), currency);
    }
  }
});
