import test from 'ava';
import { acceptAnswer, authorize, isVoidPending, mustVoid, replyOf } from './payment.ts';
import type { StoredPayment } from './payment.ts';

const amount = { amountMinor: 1250, currency: 'GBP' };
const authorized: StoredPayment = { status: 'authorized', amount, authorizationId: 'auth_1' };
const declined: StoredPayment = { status: 'declined', amount, reason: 'insufficient-funds' };
const voided: StoredPayment = { status: 'voided', confirmed: true };
const voiding: StoredPayment = { status: 'voided', confirmed: false };

test('authorize() asks the provider if the order has no payment', (t) => {
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

test('authorize() refuses an amount or currency that differs from the stored one', (t) => {
  const refused = { do: 'refuse', code: 'payment-conflict' } as const;
  t.deepEqual(authorize(authorized, { ...amount, amountMinor: 1251 }), refused);
  t.deepEqual(authorize(declined, { ...amount, currency: 'EUR' }), refused);
});

test('acceptAnswer() stores every clear answer of the provider', (t) => {
  t.deepEqual(acceptAnswer({ outcome: 'authorized', authorizationId: 'auth_1' }, amount), {
    do: 'store',
    payment: authorized,
  });
  t.deepEqual(acceptAnswer({ outcome: 'declined', reason: 'insufficient-funds' }, amount), {
    do: 'store',
    payment: declined,
  });
  t.deepEqual(acceptAnswer({ outcome: 'voided' }, amount), { do: 'store', payment: voided });
});

test('acceptAnswer() stores nothing if the answer is unclear', (t) => {
  const unknown = { outcome: 'unknown', reason: 'provider-timeout' } as const;
  t.deepEqual(acceptAnswer(unknown, amount), { do: 'answer', result: unknown });
});

test('acceptAnswer() refuses if the provider has the order with another amount', (t) => {
  t.deepEqual(acceptAnswer({ outcome: 'conflict' }, amount), {
    do: 'refuse',
    code: 'payment-conflict',
  });
});

test('mustVoid() is true only for an authorization of a voided payment', (t) => {
  t.true(mustVoid(authorized, voiding));
  t.true(mustVoid(authorized, voided));
  t.false(mustVoid(authorized, authorized));
  t.false(mustVoid(declined, voiding));
  t.false(mustVoid(voided, voiding));
});

test('replyOf() answers the stored payment, not the requested one, after a lost race', (t) => {
  t.deepEqual(replyOf(voiding, amount), { do: 'answer', result: { outcome: 'voided' } });
});

test('isVoidPending() is true until the provider has confirmed the void', (t) => {
  t.true(isVoidPending(voiding));
  t.false(isVoidPending(voided));
  t.false(isVoidPending(authorized));
  t.false(isVoidPending({ status: 'absent' }));
});
