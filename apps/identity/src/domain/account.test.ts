import { roles as allRoles } from '@commerce/contracts/identity/access';
import test from 'ava';
import { canonicalRoles, decideDisablement, decideRoles, decideSignIn } from './account.ts';
import { grantedScopes } from './client-grant.ts';
import { canonicalEmail } from './email.ts';

test('the right password of an active account is welcome', (t) => {
  t.is(decideSignIn('active', true), 'welcome');
});

test('without the right password every account looks like one that is not there', (t) => {
  for (const status of ['active', 'disabled', 'erased', undefined] as const) {
    t.is(decideSignIn(status, false), 'wrong-credentials');
  }
  t.is(decideSignIn(undefined, true), 'wrong-credentials');
  t.is(decideSignIn('erased', true), 'wrong-credentials');
});

test('who knows the password hears that the account is disabled', (t) => {
  t.is(decideSignIn('disabled', true), 'account-disabled');
});

test('everyone is a customer, and each role stands once', (t) => {
  t.deepEqual(canonicalRoles([], allRoles), ['customer']);
  t.deepEqual(canonicalRoles(['admin', 'support', 'admin'], allRoles), [
    'customer',
    'support',
    'admin',
  ]);
});

test('the last admin stays one', (t) => {
  const change = { current: ['customer', 'admin'], next: ['customer'] } as const;
  t.is(decideRoles(change, 0), 'last-admin');
  t.is(decideRoles(change, 1), 'set');
  t.is(decideRoles({ current: ['customer'], next: ['admin'] }, 0), 'set');
});

test('the last admin cannot be disabled or erased', (t) => {
  t.is(decideDisablement(['customer', 'admin'], 0), 'last-admin');
  t.is(decideDisablement(['customer', 'admin'], 1), 'set');
  t.is(decideDisablement(['customer'], 0), 'set');
});

test('a client gets what it asks for of what it has, and all of it when it names nothing', (t) => {
  t.deepEqual(grantedScopes(['orders', 'stock'], undefined), ['orders', 'stock']);
  t.deepEqual(grantedScopes(['orders', 'stock'], 'stock'), ['stock']);
  t.is(grantedScopes(['orders'], 'orders import'), undefined);
  t.is(grantedScopes([], 'import'), undefined);
});

test('addresses that differ in case are one', (t) => {
  t.is(canonicalEmail('Ada@Example.ORG'), canonicalEmail('ada@example.org'));
});
