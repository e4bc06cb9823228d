import { timingSafeEqual } from 'node:crypto';

/**
 * Whether two texts are the same, in a time that tells nobody how much of a guess was right. Only
 * their length can be told.
 */
export function isSameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
