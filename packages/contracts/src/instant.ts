/**
 * The form of an instant: ISO 8601 with seconds and zone, in the years 0001 to 9999, which JavaScript and
 * PostgreSQL both know.
 */
export const INSTANT =
  '(?!0000)\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2})';

const FORM = new RegExp(`^${INSTANT}$`);
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Parses an instant that a caller has sent, ms since 1970; undefined if it is none, names a day that does
 * not exist, or is outside the years 0001 to 9999 in UTC.
 */
export function instantOf(text: string): number | undefined {
  if (!FORM.test(text)) return undefined;
  const instant = Date.parse(text);
  // `Date.parse` reads 31 February as a day in March.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.getUTCDate() !== Number(text.slice(8, 10)))
    return undefined;
  return instant >= FIRST && instant <= LAST ? instant : undefined;
}
