import test from 'ava';
import type { Operation } from './operation.ts';
import type { Payment } from './payment.ts';
import { compare, type BookMove, type BookPayment } from './reconciliation.ts';

const orderId = 'ord_1';
const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const NOW = { settledBefore: '2026-01-02T00:00:00.000Z' };
const authorized: Payment = { status: 'authorized', amount: gbp(1000), authorizationId: 'auth_1' };

function own(payment: Payment, ...operations: Operation[]) {
  return { orderId, payment, operations };
}
function theirs(status: BookPayment['status'], ...moves: BookMove[]): BookPayment {
  const at = '2026-01-01T00:00:00.000Z';
  return { orderId, status, amount: gbp(1000), authorizationId: 'auth_1', at, moves };
}
const booked: BookMove = {
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

test('compare() finds nothing where both records say the same', (t) => {
  t.deepEqual(reasons(own(authorized, done), theirs('authorized', booked)), []);
  t.deepEqual(reasons(own({ status: 'voided', confirmed: true }), theirs('voided')), []);
  const declined: Payment = { status: 'declined', amount: gbp(1000), reason: 'no' };
  t.deepEqual(reasons(own(declined), theirs('declined')), []);
  t.deepEqual(reasons(undefined, undefined), []);
});

test('compare() voids what the provider still holds of a voided payment', (t) => {
  const found = [['authorized-after-void', 'void']];
  t.deepEqual(reasons(own({ status: 'voided', confirmed: true }), theirs('authorized')), found);
  t.deepEqual(reasons(own({ status: 'voided', confirmed: false }), theirs('authorized')), found);
});

test('compare() finishes a void that was not confirmed', (t) => {
  const voiding = own({ status: 'voided', confirmed: false });
  t.deepEqual(reasons(voiding, theirs('voided')), [['void-unconfirmed', 'confirm-void']]);
  t.deepEqual(reasons(voiding, undefined), [['void-open', 'void']]);
});

test('compare() records a capture whose answer was lost', (t) => {
  const [finding] = compare(own(authorized, open), theirs('authorized', booked), NOW);
  t.like(finding, { operationId: 's1', reason: 'answer-lost' });
  t.deepEqual(finding?.repair, { do: 'record', kind: 'capture', move: booked });
});

test('compare() performs an open operation that the provider never heard of', (t) => {
  const found = [['capture-open', 'perform']];
  t.deepEqual(reasons(own(authorized, open), theirs('authorized')), found);
  const secondTry = { ...open, attempt: 2 };
  const earlier: BookMove = { ...booked, status: 'refused' };
  t.deepEqual(reasons(own(authorized, secondTry), theirs('authorized', earlier)), found);
});

test('compare() asks a person about another amount than ours', (t) => {
  const other = { ...theirs('authorized'), amount: gbp(999) };
  t.deepEqual(reasons(own(authorized), other), [['amount-mismatch', 'ask-person']]);
  const otherMove = { ...booked, amount: gbp(401) };
  for (const operation of [open, done]) {
    t.deepEqual(reasons(own(authorized, operation), theirs('authorized', otherMove)), [
      ['amount-mismatch', 'ask-person'],
    ]);
  }
});

test('compare() asks a person about a reference that we do not know, once it is settled', (t) => {
  t.deepEqual(reasons(undefined, theirs('authorized')), [['unknown-reference', 'ask-person']]);
  const fresh = { ...theirs('authorized'), at: '2026-01-02T00:00:00.001Z' };
  t.deepEqual(reasons(undefined, fresh), []);
});

test('compare() leaves unknown references without money alone', (t) => {
  t.deepEqual(reasons(undefined, theirs('declined')), []);
  t.deepEqual(reasons(undefined, theirs('voided')), []);
  const found = [['unknown-reference', 'ask-person']];
  t.deepEqual(reasons(undefined, theirs('voided', booked)), found);
});

test('compare() asks a person about money that moved without our asking', (t) => {
  const found = [['unknown-operation', 'ask-person']];
  t.deepEqual(reasons(own(authorized), theirs('authorized', booked)), found);
});

test('compare() asks a person about what only we have', (t) => {
  const found = [['unknown-at-provider', 'ask-person']];
  t.deepEqual(reasons(own(authorized), undefined), found);
  t.deepEqual(reasons(own(authorized, done), theirs('authorized')), found);
});

test('compare() asks a person when the provider ended an authorization by itself', (t) => {
  t.deepEqual(reasons(own(authorized), theirs('voided')), [['voided-at-provider', 'ask-person']]);
});

test('compare() asks a person about a capture that was refused for good', (t) => {
  const theirRefusal: BookMove = { ...booked, status: 'refused' };
  const found = [['capture-refused', 'ask-person']];
  t.deepEqual(reasons(own(authorized, refused), theirs('authorized', theirRefusal)), found);
  t.deepEqual(reasons(own({ status: 'absent' }, refused), undefined), found);
});

test('compare() leaves a refused refund to its caller', (t) => {
  const refund: Operation = { ...refused, kind: 'refund' };
  t.deepEqual(reasons(own(authorized, refund), theirs('authorized')), []);
});

test('compare() asks a person when the provider did what it had refused', (t) => {
  t.deepEqual(reasons(own(authorized, refused), theirs('authorized', booked)), [
    ['done-though-refused', 'ask-person'],
  ]);
});
