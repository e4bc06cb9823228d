import type { Caller } from 'dapr-actor-runtime/access';
import test from 'ava';
import { mayAccessAllOrders, mayAccessOrderOf, mayImport, type Permission } from './ownership.ts';

const ANN = 'cus_a';
const person = (sub: string, ...roles: string[]): Caller => ({
  ...{ sub, kind: 'user', sid: 'ses_1', scopes: [] },
  roles: ['customer', ...roles],
});
const client = (...scopes: string[]): Caller => ({
  ...{ sub: 'a-client', kind: 'client', sid: undefined, roles: [] },
  scopes,
});
const app: Caller = { ...client(), sub: 'inventory', kind: 'app' };

const cases: [who: string, caller: Caller | undefined, read: boolean, manage: boolean][] = [
  ['a guest', undefined, false, false],
  ['the customer', person(ANN), true, true],
  ['another customer', person('cus_b'), false, false],
  ['support', person('cus_s', 'support'), true, true],
  ['the warehouse', person('cus_w', 'warehouse'), true, false],
  ['finance', person('cus_f', 'finance'), true, false],
  ['an operator', person('cus_o', 'operator'), true, false],
  ['an admin', person('cus_z', 'admin'), true, true],
  ['a catalog manager', person('cus_c', 'catalog-manager'), false, false],
  ['a client for orders', client('orders'), true, true],
  ['an importer', client('import'), true, true],
  ['a client for stock', client('stock'), false, false],
  ['a client of the same name', { ...client(), sub: ANN }, false, false],
  ['an app of the platform', app, true, false],
];

for (const [who, caller, read, manage] of cases) {
  test(`${who} ${read ? 'can' : 'cannot'} read and ${manage ? 'can' : 'cannot'} manage Ann's order`, (t) => {
    t.is(mayAccessOrderOf(ANN, caller, 'read'), read);
    t.is(mayAccessOrderOf(ANN, caller, 'manage'), manage);
  });

  test(`${who} may use the order of a guest whose id they know`, (t) => {
    for (const permission of ['read', 'manage'] satisfies Permission[]) {
      t.true(mayAccessOrderOf(undefined, caller, permission));
    }
  });

  test(`${who} ${manage ? 'can' : 'cannot'} edit Ann's order, and a guest's only with a right to all`, (t) => {
    t.is(mayAccessOrderOf(ANN, caller, 'edit'), manage);
    t.is(mayAccessOrderOf(undefined, caller, 'edit'), mayAccessAllOrders(caller, 'manage'));
  });
}

test('only staff with read access to all orders gets the list of all', (t) => {
  t.false(mayAccessAllOrders(person(ANN), 'read'));
  t.false(mayAccessAllOrders(undefined, 'read'));
  t.true(mayAccessAllOrders(person('cus_s', 'support'), 'read'));
});

test('only a service client with the scope import may set prices and customers', (t) => {
  t.true(mayImport(client('import')));
  t.false(mayImport(client('orders')));
  t.false(mayImport(person(ANN, 'admin')));
  t.false(mayImport({ ...person(ANN), scopes: ['import'] }));
  t.false(mayImport(undefined));
});
