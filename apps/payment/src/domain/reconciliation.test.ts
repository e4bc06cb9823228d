import test from 'ava';
import type { Operation } from './operation.ts';
import type { Payment } from './payment.ts';
import { compare, type ProviderOperation, type ProviderPayment } from './reconciliation.ts';

const orderId = 'ord_1';
const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const NOW = { settledBefore: '2026-01-02T00:00:00.000Z' };
const authorized: Payment = { status: 'authorized', amount: gbp(1000), authorizationId: 'auth_1' };

function own(payment: Payment, ...operations: Operation[]) {
  return { orderId, payment, operations };
}
function theirs(
  status: ProviderPayment['status'],
  ...operations: ProviderOperation[]
): ProviderPayment {
  const at = '2026-01-01T00:00:00.000Z';
  return { orderId, status, amount: gbp(1000), authorizationId: 'auth_1', at, operations };
}
const theirCapture: ProviderOperation = {
  kind: 'capture',
  operationId: 's1',
  attempt: 1,
  amount: gbp(400),
  status: 'done',
  providerId: 'cap_1',
};
const done: Operation = {
  id: 's1',
  kind: 'capture',
  amount: gbp(400),
  attempt: 1,
  status: 'done',
  providerId: 'cap_1',
};
const open: Operation = { id: 's1', kind: 'capture', amount: gbp(400), attempt: 1, status: 'open' };
const refused: Operation = { ...open, status: 'refused', reason: 'expired' };

function reasons(...args: [Parameters<typeof compare>[0], Parameters<typeof compare>[1]]) {
  return compare(...args, NOW).map(({ reason, repair }) => [reason, repair.do]);
}

test('compare() finds nothing if both records agree', (t) => {
  t.deepEqual(reasons(own(authorized, done), theirs('authorized', theirCapture)), []);
  t.deepEqual(reasons(own({ status: 'voided', confirmed: true }), theirs('voided')), []);
  const declined: Payment = { status: 'declined', amount: gbp(1000), reason: 'no' };
  t.deepEqual(reasons(own(declined), theirs('declined')), []);
  t.deepEqual(reasons(undefined, undefined), []);
});

test('compare() voids an authorization that the provider still has of a voided payment', (t) => {
  const found = [['authorized-after-void', 'void']];
  t.deepEqual(reasons(own({ status: 'voided', confirmed: true }), theirs('authorized')), found);
  t.deepEqual(reasons(own({ status: 'voided', confirmed: false }), theirs('authorized')), found);
});

test('compare() completes an unconfirmed void', (t) => {
  const voiding = own({ status: 'voided', confirmed: false });
  t.deepEqual(reasons(voiding, theirs('voided')), [['void-unconfirmed', 'confirm-void']]);
  t.deepEqual(reasons(voiding, undefined), [['void-open', 'void']]);
});

test('compare() records a capture whose answer was lost', (t) => {
  const [discrepancy] = compare(own(authorized, open), theirs('authorized', theirCapture), NOW);
  t.like(discrepancy, { operationId: 's1', reason: 'answer-lost' });
  t.deepEqual(discrepancy?.repair, { do: 'record', operation: theirCapture });
});

test('compare() performs a pending operation that the provider does not know', (t) => {
  const found = [['capture-open', 'perform']];
  t.deepEqual(reasons(own(authorized, open), theirs('authorized')), found);
  const secondTry = { ...open, attempt: 2 };
  const earlier: ProviderOperation = { ...theirCapture, status: 'refused' };
  t.deepEqual(reasons(own(authorized, secondTry), theirs('authorized', earlier)), found);
});

test('compare() asks a person about an amount that differs from ours', (t) => {
  const other = { ...theirs('authorized'), amount: gbp(999) };
  t.deepEqual(reasons(own(authorized), other), [['amount-mismatch', 'ask-person']]);
  const otherCapture = { ...theirCapture, amount: gbp(401) };
  for (const operation of [open, done]) {
    t.deepEqual(reasons(own(authorized, operation), theirs('authorized', otherCapture)), [
      ['amount-mismatch', 'ask-person'],
    ]);
  }
});

test('compare() asks a person about an unknown reference once it is old enough', (t) => {
  t.deepEqual(reasons(undefined, theirs('authorized')), [['unknown-reference', 'ask-person']]);
  const fresh = { ...theirs('authorized'), at: '2026-01-02T00:00:00.001Z' };
  t.deepEqual(reasons(undefined, fresh), []);
});

test('compare() ignores unknown references without money', (t) => {
  t.deepEqual(reasons(undefined, theirs('declined')), []);
  t.deepEqual(reasons(undefined, theirs('voided')), []);
  const found = [['unknown-reference', 'ask-person']];
  t.deepEqual(reasons(undefined, theirs('voided', theirCapture)), found);
});

test('compare() asks a person about an operation that we never requested', (t) => {
  const found = [['unknown-operation', 'ask-person']];
  t.deepEqual(reasons(own(authorized), theirs('authorized', theirCapture)), found);
});

test('compare() asks a person about payments and operations that only we have', (t) => {
  const found = [['unknown-at-provider', 'ask-person']];
  t.deepEqual(reasons(own(authorized), undefined), found);
  t.deepEqual(reasons(own(authorized, done), theirs('authorized')), found);
});

test('compare() takes over the end of an authorization, with its reason', (t) => {
  const expired = { ...theirs('voided'), reason: 'authorization-expired' };
  const [discrepancy] = compare(own(authorized), expired, NOW);
  t.like(discrepancy, {
    reason: 'ended-at-provider',
    repair: { do: 'record-end', reason: 'authorization-expired' },
  });
  t.deepEqual(reasons(own(authorized), theirs('declined')), [
    ['declined-at-provider', 'ask-person'],
  ]);
});

const byHand: ProviderOperation = {
  kind: 'refund',
  operationId: 're_1',
  attempt: 1,
  amount: gbp(250),
  status: 'done',
  providerId: 're_1',
  foreign: true,
};
const booked: Operation = {
  ...{ id: 're_1', kind: 'refund', amount: gbp(250), attempt: 1, status: 'done' },
  ...{ foreign: true, providerId: 're_1' },
};

test('compare() takes a movement made at the provider into the books, once', (t) => {
  const there = theirs('authorized', theirCapture, byHand);
  t.deepEqual(reasons(own(authorized, done), there), [['foreign-refund', 'record-foreign']]);
  t.deepEqual(reasons(own(authorized, done, booked), there), []);
});

test('compare() finds a request that was performed twice, until its movement is booked', (t) => {
  const twice = theirs('authorized', { ...theirCapture, providerId: 'cap_2' }, theirCapture);
  t.deepEqual(reasons(own(authorized, done), twice), [['performed-twice', 'ask-person']]);
  const extra: Operation = { ...done, id: 'cap_2', providerId: 'cap_2', foreign: true };
  t.deepEqual(reasons(own(authorized, done, extra), twice), []);
});

test('compare() finds captures that the provider does not list one by one', (t) => {
  const there = { ...theirs('authorized', theirCapture), capturedMinor: 700 };
  const [discrepancy] = compare(own(authorized, done), there, NOW);
  t.like(discrepancy, { reason: 'foreign-capture', repair: { operation: { amount: gbp(300) } } });
  const { repair } = discrepancy as { repair: { operation: ProviderOperation } };
  const { providerId = '', amount } = repair.operation;
  const known: Operation = { ...done, id: providerId, providerId, amount, foreign: true };
  t.deepEqual(reasons(own(authorized, done, known), there), []);
  const less = { ...there, capturedMinor: 300 };
  t.deepEqual(reasons(own(authorized, done), less), [['amount-mismatch', 'ask-person']]);
});

test('compare() takes over that a refund failed, or is no longer pending', (t) => {
  const refunded: Operation = { ...done, id: 'r1', kind: 'refund', providerId: 're_9' };
  const there: ProviderOperation = {
    ...{ kind: 'refund', operationId: 'r1', attempt: 1, amount: gbp(400), providerId: 're_9' },
    ...{ status: 'refused', reason: 'account-closed' },
  };
  const at = (operation: ProviderOperation) => theirs('authorized', operation);
  t.deepEqual(reasons(own(authorized, refunded), at(there)), [['refund-failed', 'record']]);
  const pending: Operation = { ...refunded, pending: true };
  const arrived: ProviderOperation = { ...there, status: 'done' };
  t.deepEqual(reasons(own(authorized, pending), at(arrived)), [['refund-arrived', 'record']]);
  t.deepEqual(reasons(own(authorized, pending), at({ ...arrived, pending: true })), []);
});

test('compare() takes over every change of a dispute', (t) => {
  const dispute = { disputeId: 'dp_1', amount: gbp(400), state: 'opened' } as const;
  const there = { ...theirs('authorized', theirCapture), disputes: [dispute] };
  t.deepEqual(reasons(own(authorized, done), there), [['dispute-opened', 'record-dispute']]);
  const known = { ...own(authorized, done), disputes: [dispute] };
  t.deepEqual(reasons(known, there), []);
  const lost = { ...there, disputes: [{ ...dispute, state: 'lost' as const }] };
  t.deepEqual(reasons(known, lost), [['dispute-lost', 'record-dispute']]);
});

test('compare() releases a second authorization of an order and ignores earlier cards', (t) => {
  const other = { ...theirs('authorized'), authorizationId: 'auth_2' };
  t.deepEqual(reasons(own(authorized), other), [['authorized-twice', 'release']]);
  for (const status of ['declined', 'voided'] as const) {
    t.deepEqual(reasons(own(authorized), { ...other, status }), []);
  }
});

test('compare() takes over what the customer did at the bank', (t) => {
  const action = { kind: 'redirect', url: 'https://bank.example' } as const;
  const waiting: Payment = {
    ...{ status: 'requires-action', amount: gbp(1000), authorizationId: 'auth_1' },
    ...{ action, expiresAt: '2026-01-01T00:15:00.000Z' },
  };
  t.deepEqual(reasons(own(waiting), theirs('requires-action')), []);
  const found = [['action-finished', 'record-action']];
  t.deepEqual(reasons(own(waiting), theirs('authorized')), found);
  t.deepEqual(reasons(own(waiting), theirs('declined')), found);
});

test('compare() does not look for a payment of nothing at the provider', (t) => {
  const free: Payment = { ...authorized, amount: gbp(0), authorizationId: 'nothing-to-pay' };
  t.deepEqual(reasons(own(free), undefined), []);
});

test('compare() accepts what a provider rounds in a currency of three decimals', (t) => {
  const kwd = (amountMinor: number) => ({ amountMinor, currency: 'KWD' });
  const ours: Payment = { ...authorized, amount: kwd(5124) };
  t.deepEqual(reasons(own(ours), { ...theirs('authorized'), amount: kwd(5130) }), []);
  t.deepEqual(reasons(own(ours), { ...theirs('authorized'), amount: kwd(5140) }), [
    ['amount-mismatch', 'ask-person'],
  ]);
});

test('compare() asks a person about a refused capture', (t) => {
  const theirRefusal: ProviderOperation = { ...theirCapture, status: 'refused' };
  const found = [['capture-refused', 'ask-person']];
  t.deepEqual(reasons(own(authorized, refused), theirs('authorized', theirRefusal)), found);
  t.deepEqual(reasons(own({ status: 'absent' }, refused), undefined), found);
});

test('compare() ignores a refused refund, which its caller handles', (t) => {
  const refund: Operation = { ...refused, kind: 'refund' };
  t.deepEqual(reasons(own(authorized, refund), theirs('authorized')), []);
});

test('compare() asks a person about an operation that the provider performed after refusing it', (t) => {
  t.deepEqual(reasons(own(authorized, refused), theirs('authorized', theirCapture)), [
    ['done-though-refused', 'ask-person'],
  ]);
});
