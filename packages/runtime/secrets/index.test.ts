import test from 'ava';
import { isSameSecret } from './index.ts';

for (const [given, expected, same] of [
  ['secret', 'secret', true],
  ['', '', true],
  ['schlüssel', 'schlüssel', true],
  ['secret', 'secreT', false],
  ['secret', 'secre', false],
  ['', 'secret', false],
  // The same number of characters, but not of bytes.
  ['é', 'e', false],
] as [string, string, boolean][]) {
  test(`'${given}' is ${same ? '' : 'not '}the secret '${expected}'`, (t) => {
    t.is(isSameSecret(given, expected), same);
  });
}
