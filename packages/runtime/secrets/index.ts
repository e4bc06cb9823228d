import { timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal, compared in constant time. Only their length can leak. */
export function isSameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
