import type { Role } from '@commerce/contracts/identity/access';
import type { Purpose } from '@commerce/contracts/order/personal-data-api';
import type { Caller } from 'dapr-actor-runtime/access';
import test from 'ava';
import { disclosed, readerOf, type Reader } from './disclosure.ts';

const user = (sub: string, ...roles: Role[]): Caller =>
  ({ kind: 'user', sub, roles: ['customer', ...roles], scopes: [] }) as unknown as Caller;
const client = {
  kind: 'client',
  sub: 'importer',
  roles: [],
  scopes: ['import'],
} as unknown as Caller;

const readers: [title: string, caller: Caller, purpose: Purpose, reader: Reader][] = [
  ['the warehouse ships', user('w', 'warehouse'), 'shipping', 'staff'],
  ['the warehouse does not support', user('w', 'warehouse'), 'support', 'other-purpose'],
  ['finance bills', user('f', 'finance'), 'payment', 'staff'],
  ['finance does not ship', user('f', 'finance'), 'shipping', 'other-purpose'],
  ['support does everything', user('s', 'support'), 'notification', 'staff'],
  ['an operator reads nothing', user('o', 'operator'), 'support', 'nobody'],
  ['a customer reads their own', user('cus_1'), 'support', 'customer'],
  ['a customer reads no other', user('cus_2'), 'support', 'nobody'],
  ['a service client reads nothing', client, 'shipping', 'nobody'],
];
for (const [title, caller, purpose, reader] of readers) {
  test(`readerOf(): ${title}`, (t) => {
    t.is(readerOf(caller, { customerId: 'cus_1', purpose }), reader);
  });
}
test('readerOf(): nobody is the customer of a guest order', (t) => {
  t.is(readerOf(user('cus_1'), { customerId: undefined, purpose: 'support' }), 'nobody');
});

const shippingAddress = { name: 'A', lines: ['1 High Street'], city: 'London', country: 'GB' };
const billingAddress = { ...shippingAddress, name: 'B' };
const contact = { email: 'a@shop.example', phone: '+44 20 7946 0000' };
const notes = { customer: 'Ring twice', internal: 'Pays late' };
const person = { shippingAddress, billingAddress, contact, notes };

test('disclosed() gives each purpose what it needs, and no more', (t) => {
  const by = (purpose: Purpose) => disclosed(person, { purpose, reader: 'staff' });
  t.deepEqual(by('shipping'), { shippingAddress, contact: { phone: contact.phone } });
  t.deepEqual(by('notification'), { contact });
  t.deepEqual(by('payment'), { billingAddress });
  t.deepEqual(by('support'), person);
});
test('disclosed() bills the shipping address if there is no other', (t) => {
  t.deepEqual(disclosed({ shippingAddress }, { purpose: 'payment', reader: 'staff' }), {
    shippingAddress,
  });
});
test('disclosed() never shows a customer the internal note', (t) => {
  const shown = disclosed(person, { purpose: 'support', reader: 'customer' });
  t.deepEqual(shown.notes, { customer: 'Ring twice' });
});
