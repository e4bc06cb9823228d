import type { Caller } from '@commerce/runtime/access';
import test from 'ava';
import { mayImport, mayWithAll, mayWithOrderOf, type Wish } from './ownership.ts';

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

const cases: [who: string, caller: Caller | undefined, see: boolean, act: boolean][] = [
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

for (const [who, caller, see, act] of cases) {
  test(`${who} ${see ? 'sees' : 'does not see'} and ${act ? 'acts on' : 'leaves'} Ann's order`, (t) => {
    t.is(mayWithOrderOf(ANN, caller, 'see'), see);
    t.is(mayWithOrderOf(ANN, caller, 'act'), act);
  });

  test(`${who} may use the order of a guest whose id they know`, (t) => {
    for (const wish of ['see', 'act'] satisfies Wish[]) {
      t.true(mayWithOrderOf(undefined, caller, wish));
    }
  });
}

test('only who sees all is shown a list of all', (t) => {
  t.false(mayWithAll(person(ANN), 'see'));
  t.false(mayWithAll(undefined, 'see'));
  t.true(mayWithAll(person('cus_s', 'support'), 'see'));
});

test('prices and customers come from a service client with the scope import only', (t) => {
  t.true(mayImport(client('import')));
  t.false(mayImport(client('orders')));
  t.false(mayImport(person(ANN, 'admin')));
  t.false(mayImport({ ...person(ANN), scopes: ['import'] }));
  t.false(mayImport(undefined));
});
