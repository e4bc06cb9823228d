import { createRequire } from 'node:module';
import type { Address } from '@commerce/contracts/address';
import type { CountryCode } from 'lib-address';

// The ES module of the library cannot be loaded by Node: it calls `require`.
const { getCountryData, getRequiredFields, isValidCountryCode } = createRequire(import.meta.url)(
  'lib-address',
) as typeof import('lib-address');

/** Codes of the library that ISO 3166 gives to no country. */
const NOT_ISO: readonly string[] = ['AC', 'TA', 'ZZ'];

/** A part of an address that is missing or wrong: its pointer within the address, and why. */
export interface AddressFault {
  pointer: string;
  detail: string;
}

/** Our parts by the names that the library has for them. */
const parts = {
  city: 'city',
  state: 'region',
  zip: 'postalCode',
} as const satisfies Record<string, keyof Address>;

/**
 * What is wrong with an address by the rules of its country: a country that does not exist, a part
 * that is missing or blank, a postal code of another form.
 */
export function addressFaults(address: Address): AddressFault[] {
  const { country } = address;
  if (!isCountry(country)) {
    return [{ pointer: '/country', detail: `${country} is no country of ISO 3166.` }];
  }
  const faults: AddressFault[] = [];
  const missing = (pointer: string) =>
    faults.push({ pointer, detail: `is needed for an address in ${country}` });
  if (isBlank(address.name)) missing('/name');
  if (isBlank(address.lines[0])) missing('/lines/0');
  for (const field of getRequiredFields(country) ?? []) {
    const part = parts[field as keyof typeof parts];
    if (part !== undefined && isBlank(address[part])) missing(`/${part}`);
  }
  const { postalCode } = address;
  if (!isBlank(postalCode) && !hasFormOf(country, postalCode as string)) {
    faults.push({ pointer: '/postalCode', detail: `is no postal code of ${country}` });
  }
  return faults;
}

function isCountry(code: string): code is CountryCode {
  return isValidCountryCode(code) && !NOT_ISO.includes(code);
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
let codes: Map<string, string> | undefined;

/** The code of a country by its code or its English name, in lower case. */
export function countryByName(lowerCase: string): string | undefined {
  codes ??= new Map(countryNames());
  return codes.get(lowerCase);
}

function countryNames(): [name: string, code: string][] {
  const english = new Intl.DisplayNames(['en'], { type: 'region' });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter(isCountry)
    .flatMap((code) => [
      [code.toLowerCase(), code],
      [(english.of(code) ?? code).toLowerCase(), code],
    ]);
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

function hasFormOf(country: CountryCode, postalCode: string): boolean {
  const form = getCountryData(country)?.zip;
  if (form === undefined || form === null || form === '') return true;
  return new RegExp(`^(?:${form})$`, 'i').test(postalCode.trim());
}
