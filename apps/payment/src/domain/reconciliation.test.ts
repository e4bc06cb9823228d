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

test('compare() asks a person about an authorization that the provider ended by itself', (t) => {
  t.deepEqual(reasons(own(authorized), theirs('voided')), [['voided-at-provider', 'ask-person']]);
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
