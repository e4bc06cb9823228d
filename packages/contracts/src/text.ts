import { Type } from 'typebox';

/**
 * Words that somebody wrote, of bounded length: no NUL and no half of a surrogate pair, which no
 * database keeps.
 */
export function text({ minLength = 1, maxLength }: { minLength?: number; maxLength: number }) {
  return Type.String({ minLength, maxLength, pattern: '^[^\\0\\p{Cs}]*$' });
}
