import * as table from 'dinero.js/currencies';
import { Type } from 'typebox';

/** Codes of ISO 4217 that no customer pays in: units of account and funds. */
const FUNDS: readonly string[] = [
  ...['BOV', 'CHE', 'CHW', 'CLF', 'COU', 'MXV', 'USN', 'UYI', 'UYW', 'XSU', 'XUA', 'XDR'],
];

/**
 * The exponents of ISO 4217 by code: how many digits the minor unit has. The library counts the fifths
 * of the ariary and the ouguiya; the standard gives both two digits.
 */
const exponents: ReadonlyMap<string, number> = new Map(
  Object.values(table)
    .filter(({ code }) => !FUNDS.includes(code))
    .map(({ code, base, exponent }) => [code, base === 10 ? exponent : 2]),
);

/** The currencies that can be sold in: the active ones of ISO 4217, sorted. */
export const currencies: readonly string[] = [...exponents.keys()].toSorted();

/** The code of a currency that can be sold in (ISO 4217). */
export const Currency = Type.Unsafe<string>({ type: 'string', enum: currencies });

/** The number of digits of the minor unit: 2 for GBP, 0 for JPY, 3 for KWD. Undefined if unknown. */
export function exponentOf(currency: string): number | undefined {
  return exponents.get(currency);
}

/**
 * An amount as people write it, with the digits that its currency has: `12.50 GBP`, `1250 JPY`,
 * `1.250 KWD`. A currency that is not in the table (of an old order) shows its minor units.
 */
export function formatAmount(amountMinor: number, currency: string): string {
  const digits = exponentOf(currency) ?? 0;
  const sign = amountMinor < 0 ? '-' : '';
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const part = digits === 0 ? '' : `.${text.slice(text.length - digits)}`;
  return `${sign}${whole}${part} ${currency}`;
}
