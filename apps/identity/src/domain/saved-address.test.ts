import { Address } from '@commerce/contracts/address';
import { countryByName } from '@commerce/platform/address-rules';
import test from 'ava';
import { Check } from 'typebox/value';
import { currentAddress } from './saved-address.ts';

const former = { name: 'Ada', line1: '12 St James Square', city: 'London', postalCode: 'SW1Y 4JH' };
const read = (country: string, more: object = {}) =>
  currentAddress({ ...former, country, ...more }, countryByName);

test('an address in the former shape is read with the parts of an address of an order', (t) => {
  t.deepEqual(read('United Kingdom', { line2: 'Flat 3', region: 'Greater London' }), {
    ...{ name: 'Ada', lines: ['12 St James Square', 'Flat 3'], city: 'London' },
    ...{ region: 'Greater London', postalCode: 'SW1Y 4JH', country: 'GB' },
  });
});

test('a country is known by its code, its name and the names that people write', (t) => {
  for (const written of ['GB', 'gb', 'UK', ' England ', 'united kingdom']) {
    t.is(read(written).country, 'GB', written);
  }
  t.is(read('Germany').country, 'DE');
  t.is(read('usa').country, 'US');
});

test('a country that is not known stays in the last line', (t) => {
  const address = read('Atlantis', { line2: 'Below' });
  t.deepEqual(address.lines, ['12 St James Square', 'Below', 'Atlantis']);
  t.is(address.country, 'ZZ');
  t.true(Check(Address, address));
});

test('an address in the present shape is left as it is', (t) => {
  const address = { name: 'Ada', lines: ['1 High Street'], city: 'London', country: 'GB' };
  t.is(currentAddress(address, countryByName), address);
});
