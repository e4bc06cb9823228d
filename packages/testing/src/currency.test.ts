import test from 'ava';
import { currencies, exponentOf, formatAmount } from '@commerce/contracts/currency';

for (const code of ['ZZZ', 'XXX', 'XTS', 'DEM', 'XAU', 'CLF', 'gbp', '']) {
  test(`'${code}' is no currency to sell in`, (t) => {
    t.false(currencies.includes(code));
    t.is(exponentOf(code), undefined);
  });
}

// ISO 4217, column "minor unit".
const digits = { GBP: 2, EUR: 2, JPY: 0, ISK: 0, UGX: 0, KWD: 3, BHD: 3, TND: 3, MGA: 2, MRU: 2 };

for (const [code, expected] of Object.entries(digits)) {
  test(`${code} has ${expected} digits`, (t) => t.is(exponentOf(code), expected));
}

const shown: [number, string, string][] = [
  [1250, 'GBP', '12.50 GBP'],
  [5, 'GBP', '0.05 GBP'],
  [0, 'GBP', '0.00 GBP'],
  [-5, 'GBP', '-0.05 GBP'],
  [1250, 'JPY', '1250 JPY'],
  [1250, 'KWD', '1.250 KWD'],
  [7, 'KWD', '0.007 KWD'],
  [100, 'DEM', '100 DEM'],
];

for (const [amount, code, expected] of shown) {
  test(`${amount} minor units of ${code} are ${expected}`, (t) => {
    t.is(formatAmount(amount, code), expected);
  });
}
