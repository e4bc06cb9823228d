import test from 'ava';
import { contraEntriesOf, disputeEntriesOf, entriesOf, imbalancesOf } from './ledger.ts';
import {
  capture,
  refund,
  refundableOf,
  refundExcess,
  refusedCapture,
  settle,
  type Operation,
} from './operation.ts';
import type { Payment } from './payment.ts';

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const once: Payment = {
  ...{ status: 'authorized', amount: gbp(1000), authorizationId: 'auth_1', captures: 'one' },
};
const many: Payment = { ...once, captures: 'many' };

function done(kind: Operation['kind'], id: string, amountMinor: number, more: object = {}) {
  const fields = { id, kind, amount: gbp(amountMinor), attempt: 1 };
  return { ...fields, status: 'done', providerId: `p_${id}`, ...more } as Operation;
}

const captures: [
  name: string,
  payment: Payment,
  operations: Operation[],
  final: boolean,
  moved: number | undefined,
][] = [
  ['takes everything with the first of several', once, [], false, 1000],
  ['takes only its amount if it is final', once, [], true, undefined],
  ['takes nothing if the first took everything', once, [done('capture', 's1', 600)], false, 0],
  ['takes its amount where a provider captures often', many, [], false, undefined],
];
for (const [name, payment, operations, final, moved] of captures) {
  test(`a capture ${name}`, (t) => {
    const step = capture(payment, operations, { id: 's2', amount: gbp(400), final });
    t.is(step.do, 'perform');
    t.is('operation' in step ? step.operation.movedMinor : NaN, moved);
  });
}

test('captures that one capture covers never exceed the authorization together', (t) => {
  const first = done('capture', 's1', 600, { movedMinor: 1000 });
  const step = capture(once, [first], { id: 's2', amount: gbp(401) });
  t.deepEqual(step, { do: 'refuse', code: 'capture-exceeds-authorized' });
});

test('what a single capture took too much is refunded once the order knows its total', (t) => {
  const operations = [done('capture', 's1', 600, { movedMinor: 1000 })];
  t.like(refundExcess(once, operations, gbp(600)), { kind: 'refund', amount: gbp(400) });
  t.is(refundExcess(once, operations, gbp(1000)), undefined);
  const repaid = [...operations, done('refund', 'excess-capture', 400)];
  t.is(refundExcess(once, repaid, gbp(600)), undefined);
});

const refundables: [name: string, operations: Operation[], disputed: number, left: number][] = [
  ['all that was captured', [done('capture', 's1', 600)], 0, 600],
  [
    'what a refund in the dashboard has left',
    [done('capture', 's1', 600), done('refund', 're_1', 250, { foreign: true })],
    0,
    350,
  ],
  ['what no dispute withholds', [done('capture', 's1', 600)], 500, 100],
  ['nothing of a payment that is disputed in full', [done('capture', 's1', 600)], 600, 0],
  [
    'a refund that failed again',
    [done('capture', 's1', 600), done('refund', 'r1', 600, { status: 'failed', reason: 'x' })],
    0,
    600,
  ],
];
for (const [name, operations, disputed, left] of refundables) {
  test(`refundable is ${name}`, (t) => {
    t.is(refundableOf(operations, disputed), left);
    const above = { id: 'r9', amount: gbp(left + 1) };
    t.like(refund(once, operations, above, disputed), { do: 'refuse', refundableMinor: left });
  });
}

test('a refund that is done can fail later, once, and a repeat is another attempt', (t) => {
  const refunded = done('refund', 'r1', 400, { pending: true });
  const failed = settle(refunded, { outcome: 'refused', reason: 'account-closed' }, 1);
  t.deepEqual(failed, {
    ...{ id: 'r1', kind: 'refund', amount: gbp(400), attempt: 1, status: 'failed' },
    ...{ providerId: 'p_r1', reason: 'account-closed' },
  } as Operation);
  t.is(settle(failed as Operation, { outcome: 'refused', reason: 'account-closed' }, 1), undefined);
  const operations = [done('capture', 's1', 600), failed as Operation];
  t.like(refund(once, operations, { id: 'r1', amount: gbp(400) }), { operation: { attempt: 2 } });
});

test('a pending refund is no longer pending once the bank has it', (t) => {
  const refunded = done('refund', 'r1', 400, { pending: true });
  const answer = { outcome: 'done', providerId: 'p_r1' } as const;
  t.is(settle(refunded, { ...answer, pending: true }, 1), undefined);
  t.deepEqual(settle(refunded, answer, 1), done('refund', 'r1', 400));
});

test('a capture that is done never fails later', (t) => {
  t.is(settle(done('capture', 's1', 1), { outcome: 'refused', reason: 'x' }, 1), undefined);
});

test('a capture of money that is gone is recorded as refused, once per reason', (t) => {
  const ended: Payment = { status: 'voided', confirmed: true, reason: 'authorization-expired' };
  const request = { id: 's1', amount: gbp(400) };
  const refused = refusedCapture(ended, [], request) as Operation;
  t.like(refused, { status: 'refused', reason: 'authorization-expired', attempt: 1 });
  t.is(refusedCapture(ended, [refused], request), refused);
  t.is(refusedCapture({ status: 'absent' }, [], request), undefined);
});

test('the contra entries of a failed refund reverse it, and its next attempt is a new transaction', (t) => {
  const first = { orderId: 'o', operationId: 'r1', kind: 'refund', amount: gbp(400) } as const;
  const ledger = [
    ...entriesOf(first),
    ...contraEntriesOf(first),
    ...entriesOf({ ...first, attempt: 2 }),
  ];
  t.deepEqual(imbalancesOf(ledger), []);
  t.is(new Set(ledger.map(({ transactionId }) => transactionId)).size, 3);
});

test('the entries of a dispute balance whether it is won or lost', (t) => {
  for (const state of ['won', 'lost'] as const) {
    const dispute = { disputeId: 'dp_1', amount: gbp(600) };
    const opened = disputeEntriesOf('o', { ...dispute, state: 'opened' });
    t.deepEqual(imbalancesOf([...opened, ...disputeEntriesOf('o', { ...dispute, state })]), []);
  }
});
