import test from 'ava';
import { MAX_PAYMENT_ATTEMPTS } from '@commerce/contracts/payment/payment-api';
import {
  acceptAnswer,
  authorizationKeyOf,
  authorize,
  isVoidPending,
  mustVoid,
  NOTHING_TO_PAY,
  replyOf,
  type Payment,
  type StoredPayment,
} from './payment.ts';

const amount = { amountMinor: 1250, currency: 'GBP' };
const authorized: StoredPayment = { status: 'authorized', amount, authorizationId: 'auth_1' };
const declined: StoredPayment = { status: 'declined', amount, reason: 'insufficient-funds' };
const voided: StoredPayment = { status: 'voided', confirmed: true };
const action = { kind: 'redirect', url: 'https://bank.example' } as const;
const actBy = '2026-01-01T00:15:00.000Z';
const waiting: StoredPayment = {
  status: 'requires-action',
  amount,
  authorizationId: 'auth_1',
  action,
  expiresAt: actBy,
};
const asked = { amount, actBy };
const voiding: StoredPayment = { status: 'voided', confirmed: false };

test('authorize() asks the provider if the order has no payment', (t) => {
  t.deepEqual(authorize({ status: 'absent' }, { amount }, 'simulator'), { do: 'ask-provider' });
});

test('authorize() of an authorized payment answers its authorization again', (t) => {
  t.deepEqual(authorize(authorized, { amount }, 'simulator'), {
    do: 'answer',
    result: { outcome: 'authorized', authorizationId: 'auth_1' },
  });
});

test('authorize() of a declined payment answers the reason again', (t) => {
  t.deepEqual(authorize(declined, { amount }, 'simulator'), {
    do: 'answer',
    result: { outcome: 'declined', reason: 'insufficient-funds' },
  });
});

test('authorize() of a voided payment never authorizes again, confirmed or not', (t) => {
  const answer = { do: 'answer', result: { outcome: 'voided' } } as const;
  t.deepEqual(authorize(voided, { amount }, 'simulator'), answer);
  t.deepEqual(authorize(voiding, { amount }, 'simulator'), answer);
});

test('authorize() refuses an amount or currency that differs from the stored one', (t) => {
  const refused = { do: 'refuse', code: 'payment-conflict' } as const;
  t.deepEqual(
    authorize(authorized, { amount: { ...amount, amountMinor: 1251 } }, 'simulator'),
    refused,
  );
  t.deepEqual(
    authorize(declined, { amount: { ...amount, currency: 'EUR' } }, 'simulator'),
    refused,
  );
});

test('acceptAnswer() stores every clear answer of the provider', (t) => {
  t.deepEqual(acceptAnswer({ outcome: 'authorized', authorizationId: 'auth_1' }, asked), {
    do: 'store',
    payment: { ...authorized, attempt: 1 },
  });
  t.deepEqual(acceptAnswer({ outcome: 'declined', reason: 'insufficient-funds' }, asked), {
    do: 'store',
    payment: { ...declined, attempt: 1 },
  });
  t.deepEqual(acceptAnswer({ outcome: 'voided' }, asked), { do: 'store', payment: voided });
});

test('acceptAnswer() stores nothing if the answer is unclear', (t) => {
  const unknown = { outcome: 'unknown', reason: 'provider-timeout' } as const;
  t.deepEqual(acceptAnswer(unknown, asked), { do: 'answer', result: unknown });
});

test('acceptAnswer() refuses if the provider has the order with another amount', (t) => {
  t.deepEqual(acceptAnswer({ outcome: 'conflict' }, asked), {
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

const free = { amountMinor: 0, currency: 'GBP' };
const NOTHING = { authorizationId: NOTHING_TO_PAY };
const second = { amount, attempt: 2 };
type AuthorizeRequest = Parameters<typeof authorize>[1];
const cases: [name: string, payment: Payment, request: AuthorizeRequest, step: object][] = [
  [
    'nothing to pay is authorized without a provider',
    { status: 'absent' },
    { amount: free },
    { do: 'store', payment: { status: 'authorized', amount: free, ...NOTHING } },
  ],
  [
    'less than the provider charges is declined without asking it',
    { status: 'absent' },
    { amount: { amountMinor: 49, currency: 'CHF' } },
    { do: 'store', payment: { status: 'declined', reason: 'below-minimum' } },
  ],
  [
    'the least amount that the provider charges reaches it',
    { status: 'absent' },
    { amount: { amountMinor: 50, currency: 'CHF' } },
    { do: 'ask-provider' },
  ],
  ['another card after a decline reaches the provider', declined, second, { do: 'ask-provider' }],
  ['another card while the bank asks gives the first one up', waiting, second, { do: 'supersede' }],
  [
    'an attempt out of turn is refused',
    declined,
    { amount, attempt: 3 },
    { do: 'refuse', code: 'payment-attempt-conflict' },
  ],
  [
    'a second attempt while the first is unknown is refused',
    { status: 'absent' },
    second,
    { do: 'refuse', code: 'payment-attempt-conflict' },
  ],
  [
    'more attempts than the limit are refused',
    { ...declined, attempt: MAX_PAYMENT_ATTEMPTS },
    { amount, attempt: MAX_PAYMENT_ATTEMPTS + 1 },
    { do: 'refuse', code: 'payment-attempt-conflict' },
  ],
  [
    'a further attempt of an authorized payment answers the authorization',
    authorized,
    second,
    { do: 'answer', result: { outcome: 'authorized', authorizationId: 'auth_1' } },
  ],
  [
    'an attempt that another one has followed is declined as superseded',
    { ...waiting, attempt: 2 },
    { amount },
    { do: 'answer', result: { outcome: 'declined', code: 'superseded' } },
  ],
  [
    'a repeat while the customer has to act answers the action again',
    waiting,
    { amount },
    { do: 'answer', result: { outcome: 'requires-action', action, expiresAt: actBy } },
  ],
];

for (const [name, payment, request, step] of cases) {
  test(`authorize(): ${name}`, (t) => {
    t.like(authorize(payment, request, 'simulator'), step);
  });
}

test('acceptAnswer() stores what the customer has to do, and until when', (t) => {
  const answer = { outcome: 'requires-action', authorizationId: 'auth_1', action } as const;
  const payment = { ...waiting, attempt: 1 };
  t.deepEqual(acceptAnswer(answer, asked), { do: 'store', payment });
});

test('acceptAnswer() stores how long the provider holds the money and how often it captures', (t) => {
  const terms = { expiresAt: '2026-01-08T00:00:00.000Z', captures: 'one' } as const;
  const answer = { outcome: 'authorized', authorizationId: 'auth_1', ...terms } as const;
  t.like(acceptAnswer(answer, asked), { payment: { status: 'authorized', ...terms } });
});

test('authorizationKeyOf() of the first attempt is the order, of each other one its own', (t) => {
  t.is(authorizationKeyOf('ord_1', 1), 'ord_1');
  t.is(authorizationKeyOf('ord_1', 2), 'ord_1:2');
});
