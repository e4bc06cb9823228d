import type { Address } from '@commerce/contracts/address';

/** An address as it was saved before addresses had the parts that their countries need. */
export interface FormerAddress {
  name: string;
  line1: string;
  line2?: string;
  city: string;
  region?: string;
  postalCode?: string;
  /** Free text. */
  country: string;
}

/** The country of an address whose country is not known: it cannot be delivered to before it is changed. */
const UNKNOWN_COUNTRY = 'ZZ';
/** Names that people write and the list of names does not have. */
const OTHER_NAMES = new Map([
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['usa', 'US'],
  ['u.s.a.', 'US'],
  ['the netherlands', 'NL'],
  ['holland', 'NL'],
]);

/**
 * A saved address with the parts of an address of an order. One in the former shape is converted; what
 * it says of a country that `codeOf` does not know is kept as its last line, with the country `ZZ`.
 * `codeOf` answers the code of a country by its code or name in lower case.
 */
export function currentAddress(
  saved: Address | FormerAddress,
  codeOf: (country: string) => string | undefined,
): Address {
  if ('lines' in saved) return saved;
  const { line1, line2, country: written, ...others } = saved;
  const lower = written.trim().toLowerCase();
  const country = OTHER_NAMES.get(lower) ?? codeOf(lower);
  const lines = [line1, ...(line2 === undefined ? [] : [line2])];
  if (country !== undefined) return { ...others, lines, country };
  return { ...others, lines: [...lines, written], country: UNKNOWN_COUNTRY };
}
