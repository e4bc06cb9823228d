import { Type } from 'typebox';

/** The maximum length of a product code, characters. */
const MAX_SKU = 100;
const FORBIDDEN = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff';

/**
 * A product code as shops write it: any letters, digits, signs and spaces, but no control characters,
 * no space at either end, and not a path segment of dots. Its case is kept and does not count.
 */
export const Sku = Type.String({
  minLength: 1,
  maxLength: MAX_SKU,
  description:
    'a product code without control characters, without a space at an end, and not . or ..',
  pattern: `^(?!\\.{1,2}$)[^\\s${FORBIDDEN}](?:[^${FORBIDDEN}]*[^\\s${FORBIDDEN}])?$`,
});

/**
 * The form in which product codes are compared and are keys: composed (NFC) and in upper case. Two
 * codes with the same form are the same product.
 */
export function canonicalSku(sku: string): string {
  return sku.normalize('NFC').toUpperCase().normalize('NFC');
}
