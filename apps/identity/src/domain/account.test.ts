import { roles as allRoles } from '@commerce/contracts/identity/access';
import test from 'ava';
import {
  canonicalEmail,
  canonicalRoles,
  decideDisablement,
  decideRoles,
  decideSignIn,
} from './account.ts';

test('the right password signs in to an active account', (t) => {
  t.is(decideSignIn('active', true), 'accepted');
});

test('without the right password, every account looks like one that does not exist', (t) => {
  for (const status of ['active', 'disabled', 'erased', undefined] as const) {
    t.is(decideSignIn(status, false), 'wrong-credentials');
  }
  t.is(decideSignIn(undefined, true), 'wrong-credentials');
  t.is(decideSignIn('erased', true), 'wrong-credentials');
});

test('a caller who knows the password learns that the account is disabled', (t) => {
  t.is(decideSignIn('disabled', true), 'account-disabled');
});

test('everyone is a customer, and no role is listed twice', (t) => {
  t.deepEqual(canonicalRoles([], allRoles), ['customer']);
  t.deepEqual(canonicalRoles(['admin', 'support', 'admin'], allRoles), [
    'customer',
    'support',
    'admin',
  ]);
});

test('the last admin cannot lose the role', (t) => {
  const change = { current: ['customer', 'admin'], next: ['customer'] } as const;
  t.is(decideRoles(change, 0), 'last-admin');
  t.is(decideRoles(change, 1), 'allowed');
  t.is(decideRoles({ current: ['customer'], next: ['admin'] }, 0), 'allowed');
});

test('the last admin cannot be disabled or erased', (t) => {
  t.is(decideDisablement(['customer', 'admin'], 0), 'last-admin');
  t.is(decideDisablement(['customer', 'admin'], 1), 'allowed');
  t.is(decideDisablement(['customer'], 0), 'allowed');
});

test('email addresses that differ only in case are the same', (t) => {
  t.is(canonicalEmail('Ada@Example.ORG'), canonicalEmail('ada@example.org'));
});
