import { Type } from 'typebox';

/**
 * Words that somebody wrote, of bounded length: no NUL and no half of a surrogate pair, which no
 * database keeps. Written so that readers of the API's document in other languages understand it.
 */
export function text({ minLength = 1, maxLength }: { minLength?: number; maxLength: number }) {
  return Type.String({ minLength, maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$' });
}
