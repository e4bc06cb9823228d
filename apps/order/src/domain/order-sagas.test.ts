import type { StreamEvent } from 'dapr-actor-runtime/streams';
import test from 'ava';
import fc from 'fast-check';
import { repairRows, sagaPatches } from './order-sagas.ts';

const event = (seq: number, type: string, data: object = {}): StreamEvent => ({
  id: `ord_1:${seq}`,
  type,
  stream: 'ord_1',
  seq,
  at: `2026-11-22T10:00:0${seq}.000Z`,
  correlationId: 'c',
  data,
});
const where = { saga: 'return-order', returnId: 'ret_1', step: 'refund-return', reason: 'away' };
const events = [
  event(4, 'OrderReturnReceived.v1', { returnId: 'ret_1' }),
  event(5, 'OrderReturnReceived.v1', { returnId: 'ret_2' }),
  event(6, 'OrderParked.v1', { ...where, compensating: false }),
  event(7, 'OrderReturned.v1', { returnId: 'ret_2' }),
];
const rows = [
  {
    orderId: 'ord_1',
    saga: 'return-order',
    subjectId: 'ret_1',
    version: 6,
    state: 'parked',
    changedAt: '2026-11-22T10:00:06.000Z',
    parked: { step: 'refund-return', reason: 'away', compensating: false },
  },
  {
    orderId: 'ord_1',
    saga: 'return-order',
    subjectId: 'ret_2',
    version: 7,
    state: 'ended',
    changedAt: '2026-11-22T10:00:07.000Z',
  },
];
const bySubject = (a: { subjectId: string }, b: { subjectId: string }) =>
  a.subjectId < b.subjectId ? -1 : 1;

test('sagaPatches() gives the state of each workflow of an order', (t) => {
  t.deepEqual(sagaPatches(events), rows as never);
});

test('sagaPatches() gives the same rows for any order and repetition of events', (t) => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.array(fc.constantFrom(...events), { maxLength: 4 }),
      (shuffled, repeats) => {
        t.deepEqual(sagaPatches([...shuffled, ...repeats]).toSorted(bySubject), rows as never);
      },
    ),
  );
});

test('sagaPatches() shows a repaired workflow as running, without its old reason', (t) => {
  const repaired = event(8, 'OrderRepairStarted.v1', { ...where, action: 'retry', by: 'kim' });
  const [patch] = sagaPatches([...events, repaired]);
  t.like(patch, { state: 'running', version: 8 });
  t.is(patch?.parked, undefined);
});

const refund = { refundId: 'rfd_1' };
const endings: [what: string, event: StreamEvent, state: string | undefined][] = [
  ['a cancellation that began', event(3, 'OrderCancelling.v1'), 'running'],
  ['a cancellation that ended', event(4, 'OrderCancelled.v1'), 'ended'],
  ['a decline', event(4, 'OrderRejected.v1', { reason: 'payment-declined' }), 'ended'],
  ['short stock', event(2, 'OrderRejected.v1', { reason: 'out-of-stock' }), undefined],
  ['a declined return', event(9, 'OrderReturnDeclined.v1', { returnId: 'ret_1' }), 'ended'],
  ['a refund', event(4, 'OrderRefundRequested.v1', { ...refund, needsApproval: false }), 'running'],
  [
    'a refund that waits for a second person',
    event(4, 'OrderRefundRequested.v1', { ...refund, needsApproval: true }),
    undefined,
  ],
  ['an approved refund', event(5, 'OrderRefundApproved.v1', refund), 'running'],
  ['a refund that was made', event(6, 'OrderRefunded.v1', refund), 'ended'],
  ['a declined refund', event(5, 'OrderRefundDeclined.v1', refund), 'ended'],
  ['a confirmation', event(2, 'OrderConfirmed.v1'), undefined],
];
for (const [what, one, state] of endings) {
  test(`sagaPatches() of ${what} gives ${state ?? 'no workflow'}`, (t) => {
    t.is(sagaPatches([one])[0]?.state, state as never);
  });
}

test('a parked refund is a workflow of its own beside those of returns', (t) => {
  const parked = {
    saga: 'refund-order',
    refundId: 'rfd_1',
    step: 'refund-payment',
    reason: 'closed',
  };
  const patches = sagaPatches([
    ...events,
    event(8, 'OrderParked.v1', { ...parked, compensating: false }),
  ]);
  t.like(patches.at(-1), { saga: 'refund-order', subjectId: 'rfd_1', state: 'parked' });
  t.is(patches.length, 3);
});

test('repairRows() keeps who decided what, at which step and why', (t) => {
  const row = {
    eventId: 'ord_1:8',
    orderId: 'ord_1',
    subjectId: 'ret_1',
    at: '2026-11-22T10:00:08.000Z',
    by: 'kim',
    action: 'skip',
    saga: 'return-order',
    step: 'refund-return',
    reason: 'away',
  };
  for (const note of [{}, { note: 'by hand' }, { personal: 'encrypted' }]) {
    const data = { ...where, action: 'skip', by: 'kim', ...note };
    const rows = repairRows([...events, event(8, 'OrderRepairStarted.v1', data)]);
    t.deepEqual(rows, [{ ...row, ...note }] as typeof rows);
  }
});
