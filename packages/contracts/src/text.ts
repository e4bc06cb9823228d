import { Type } from 'typebox';

/**
 * Free text of limited length, without NUL and unpaired surrogates, which databases cannot store. The
 * pattern is one that every language that reads the OpenAPI document knows.
 */
export function text({ minLength = 1, maxLength }: { minLength?: number; maxLength: number }) {
  return Type.String({
    minLength,
    maxLength,
    description: 'text without NUL and half surrogate pairs',
    pattern: '^[^\\u0000\\ud800-\\udfff]*$',
  });
}
