import type { Address } from '@commerce/contracts/address';
import test from 'ava';
import { addressFaults } from './address-rules.ts';

const london: Address = {
  name: 'Ann Other',
  lines: ['1 High Street'],
  city: 'London',
  postalCode: 'SW1A 1AA',
  country: 'GB',
};
const pointers = (more: Partial<Address>) =>
  addressFaults({ ...london, ...more }).map(({ pointer }) => pointer);

const good: [title: string, address: Partial<Address>][] = [
  ['a British address', {}],
  ['a postal code in lower case', { postalCode: 'sw1a 1aa' }],
  ['a German address', { city: 'Köln', postalCode: '50667', country: 'DE' }],
  ['an American address', { region: 'CA', postalCode: '90210', country: 'US' }],
  ['a state by its name', { region: 'California', postalCode: '90210-1234', country: 'US' }],
  ['Ireland without an Eircode', { city: 'Cork', postalCode: '', country: 'IE' }],
  ['Hong Kong, which has no postal codes', { region: 'Kowloon', country: 'HK', city: '' }],
  ['Singapore, a city of its own', { city: '', postalCode: '018956', country: 'SG' }],
  ['Kosovo, which carriers know as XK', { city: 'Prishtina', postalCode: '10000', country: 'XK' }],
];
for (const [title, address] of good) {
  test(`addressFaults(): nothing is wrong with ${title}`, (t) => {
    const given = { ...london, ...(address.country === 'HK' && { postalCode: '' }), ...address };
    t.deepEqual(addressFaults(given), []);
  });
}

const bad: [title: string, address: Partial<Address>, ...pointers: string[]][] = [
  ['a country that does not exist', { country: 'ZZ' }, '/country'],
  ['a country that ISO 3166 does not have', { country: 'AC' }, '/country'],
  ['a British address without its parts', { city: '', postalCode: '' }, '/postalCode', '/city'],
  ['a blank city', { city: '  ' }, '/city'],
  ['a blank name', { name: ' ' }, '/name'],
  ['a blank street', { lines: [' '] }, '/lines/0'],
  ['a German postal code in Britain', { postalCode: '50667' }, '/postalCode'],
  ['an American address without a state', { postalCode: '90210', country: 'US' }, '/region'],
  ['half a postal code', { postalCode: 'SW1A' }, '/postalCode'],
];
for (const [title, address, ...expected] of bad) {
  test(`addressFaults(): finds ${title}`, (t) => {
    t.deepEqual(pointers(address).toSorted(), expected.toSorted());
  });
}
