export type MoneyText =
  | { ok: true; amountMinor: number }
  | { ok: false; reason: 'malformed-price' | 'price-finer-than-a-penny' };

const DECIMAL = /^(-?)(\d*)(?:\.(\d+))?$/;
const MINOR_DIGITS = 2;

/**
 * Parses a decimal price ("165", "2.55", ".5") into minor units, digit by digit and never through a
 * float. More than two decimals are rejected unless the extra ones are zeros, because rounding
 * would create or lose money. Amounts beyond the safe integers are rejected too.
 */
export function parseMinor(text: string): MoneyText {
  const match = DECIMAL.exec(text);
  if (!match) return { ok: false, reason: 'malformed-price' };
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return { ok: false, reason: 'malformed-price' };
  if (/[1-9]/.test(fraction.slice(MINOR_DIGITS))) {
    return { ok: false, reason: 'price-finer-than-a-penny' };
  }
  const digits = whole + fraction.slice(0, MINOR_DIGITS).padEnd(MINOR_DIGITS, '0');
  const amountMinor = Number.parseInt(digits, 10);
  if (!Number.isSafeInteger(amountMinor)) return { ok: false, reason: 'malformed-price' };
  return { ok: true, amountMinor: sign === '-' && amountMinor > 0 ? -amountMinor : amountMinor };
}

/** Formats minor units as a decimal with two places: the inverse of parseMinor. */
export function formatMinor(amountMinor: number): string {
  const digits = String(Math.abs(amountMinor)).padStart(MINOR_DIGITS + 1, '0');
  const whole = digits.slice(0, -MINOR_DIGITS);
  return `${amountMinor < 0 ? '-' : ''}${whole}.${digits.slice(-MINOR_DIGITS)}`;
}
