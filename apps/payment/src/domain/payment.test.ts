import test from 'ava';
import { authorize, mustGiveBack, record, replyOf, voidIsOpen } from './payment.ts';
import type { StoredPayment } from './payment.ts';

const amount = { amountMinor: 1250, currency: 'GBP' };
const authorized: StoredPayment = { status: 'authorized', amount, authorizationId: 'auth_1' };
const declined: StoredPayment = { status: 'declined', amount, reason: 'insufficient-funds' };
const voided: StoredPayment = { status: 'voided', confirmed: true };
const voiding: StoredPayment = { status: 'voided', confirmed: false };

test('authorize() asks the provider when nothing is known of the payment', (t) => {
  t.deepEqual(authorize({ status: 'absent' }, amount), { do: 'ask-provider' });
});

test('authorize() of an authorized payment answers its authorization again', (t) => {
  t.deepEqual(authorize(authorized, amount), {
    do: 'answer',
    result: { outcome: 'authorized', authorizationId: 'auth_1' },
  });
});

test('authorize() of a declined payment answers the reason again', (t) => {
  t.deepEqual(authorize(declined, amount), {
    do: 'answer',
    result: { outcome: 'declined', reason: 'insufficient-funds' },
  });
});

test('authorize() of a voided payment never authorizes again, confirmed or not', (t) => {
  const answer = { do: 'answer', result: { outcome: 'voided' } } as const;
  t.deepEqual(authorize(voided, amount), answer);
  t.deepEqual(authorize(voiding, amount), answer);
});

test('authorize() refuses another amount or currency than the stored one', (t) => {
  const refused = { do: 'refuse', code: 'payment-conflict' } as const;
  t.deepEqual(authorize(authorized, { ...amount, amountMinor: 1251 }), refused);
  t.deepEqual(authorize(declined, { ...amount, currency: 'EUR' }), refused);
});

test('record() stores every clear answer of the provider', (t) => {
  t.deepEqual(record({ outcome: 'authorized', authorizationId: 'auth_1' }, amount), {
    do: 'store',
    payment: authorized,
  });
  t.deepEqual(record({ outcome: 'declined', reason: 'insufficient-funds' }, amount), {
    do: 'store',
    payment: declined,
  });
  t.deepEqual(record({ outcome: 'voided' }, amount), { do: 'store', payment: voided });
});

test('record() stores nothing when the provider did not answer clearly', (t) => {
  const unknown = { outcome: 'unknown', reason: 'provider-timeout' } as const;
  t.deepEqual(record(unknown, amount), { do: 'answer', result: unknown });
});

test('record() refuses when the provider knows the order with another amount', (t) => {
  t.deepEqual(record({ outcome: 'conflict' }, amount), {
    do: 'refuse',
    code: 'payment-conflict',
  });
});

test('mustGiveBack() is true only for an authorization that met a void', (t) => {
  t.true(mustGiveBack(authorized, voiding));
  t.true(mustGiveBack(authorized, voided));
  t.false(mustGiveBack(authorized, authorized));
  t.false(mustGiveBack(declined, voiding));
  t.false(mustGiveBack(voided, voiding));
});

test('replyOf() answers what is stored, not what was asked, after a lost race', (t) => {
  t.deepEqual(replyOf(voiding, amount), { do: 'answer', result: { outcome: 'voided' } });
});

test('voidIsOpen() until the provider has confirmed the void', (t) => {
  t.true(voidIsOpen(voiding));
  t.false(voidIsOpen(voided));
  t.false(voidIsOpen(authorized));
  t.false(voidIsOpen({ status: 'absent' }));
});
