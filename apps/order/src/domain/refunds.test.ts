import { accepted, rejected } from 'dapr-actor-runtime/streams';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import test from 'ava';
import {
  gbp,
  given,
  it,
  later,
  now,
  received,
  requested,
  sendBack,
  units,
  wholeShipment,
  type Data,
} from './fulfilment-examples.ts';
import { nextStep, emptyTurn } from './order-process.ts';
import { standingOf } from './order-standing.ts';
import { absent, type Order } from './order-state.ts';
import { evolve, orderDecider, type OrderCommand } from './order.ts';
import { parkedOf } from './parking.ts';

type Refundable = Extract<OrderCommand, { type: 'RequestRefund' }>['refundable'];

const captured: Refundable = { refundableMinor: 400, counted: [] };
const refund = (
  amountMinor: number,
  more: Partial<Extract<OrderCommand, { type: 'RequestRefund' }>> = {},
): OrderCommand => ({
  type: 'RequestRefund',
  refundId: 'rfd_1',
  amount: gbp(amountMinor),
  kind: 'goodwill',
  by: 'ann',
  refundable: captured,
  approvalAboveMinor: 100,
  now: later,
  ...more,
});
const promised = (
  amountMinor: number,
  needsApproval: boolean,
  more: Partial<Data<'OrderRefundRequested.v1'>> = {},
): OrderEvent => ({
  type: 'OrderRefundRequested.v1',
  data: {
    ...{ refundId: 'rfd_1', amount: gbp(amountMinor), kind: 'goodwill', by: 'ann' },
    ...{ needsApproval, requestedAt: later, status: 'shipped', ...more },
  },
});
const approve = (by: string, refundable = captured): OrderCommand => ({
  type: 'ApproveRefund',
  ...{ refundId: 'rfd_1', by, refundable, now: later },
});
const decline = (by = 'bob'): OrderCommand => ({
  type: 'DeclineRefund',
  ...{ refundId: 'rfd_1', by, now: later },
});
const approved: OrderEvent = {
  type: 'OrderRefundApproved.v1',
  data: { refundId: 'rfd_1', by: 'bob', approvedAt: later, status: 'shipped' },
};
const declined: OrderEvent = {
  type: 'OrderRefundDeclined.v1',
  data: { refundId: 'rfd_1', by: 'bob', declinedAt: later, status: 'shipped' },
};
const undone: OrderEvent = {
  type: 'OrderRefundDeclined.v1',
  data: { refundId: 'rfd_1', declinedAt: later, status: 'shipped' },
};
const made = (amountMinor: number): OrderEvent => ({
  type: 'OrderRefunded.v1',
  data: {
    ...{ refundId: 'rfd_1', amount: gbp(amountMinor), kind: 'goodwill', refundedAt: later },
    status: 'shipped',
  },
});
const recordRefunded: OrderCommand = { type: 'RecordRefunded', refundId: 'rfd_1', now: later };
const recordUndone: OrderCommand = { type: 'RecordRefundUndone', refundId: 'rfd_1', now: later };
const shipped = given('all', wholeShipment);
const fold = (events: OrderEvent[]): Order => events.reduce(evolve, absent);
const tooMuch = (asked: string, left: string) =>
  rejected('refund-exceeds-captured', `${asked} GBP is more than can be refunded: ${left} GBP.`);

test(
  'a refund up to the limit is made at once',
  it(shipped, refund(100), accepted(promised(100, false))),
);
test(
  'a larger one waits for a second person',
  it(shipped, refund(101), accepted(promised(101, true))),
);
test(
  'without a limit for its currency, every refund waits',
  it(shipped, refund(1, { approvalAboveMinor: undefined }), accepted(promised(1, true))),
);
test(
  'a refund that was requested before changes nothing',
  it([...shipped, promised(100, false)], refund(100), accepted()),
);
test(
  'a refund in another currency is refused',
  it(
    shipped,
    refund(1, { amount: { amountMinor: 1, currency: 'EUR' } }),
    rejected('currency-mismatch', 'The order is in GBP, not in EUR.'),
  ),
);
test(
  'a refund of all that is left is possible',
  it(shipped, refund(400), accepted(promised(400, true))),
);
test(
  'more than is left is refused, and says how much is',
  it(shipped, refund(401), tooMuch('4.01', '4.00')),
);
test(
  'what another refund was promised is not left',
  it(
    [...shipped, promised(300, true, { refundId: 'rfd_0' })],
    refund(101),
    tooMuch('1.01', '1.00'),
  ),
);
test(
  'a promise that payment knows already is not taken off twice',
  it(
    [...shipped, promised(300, false, { refundId: 'rfd_0' })],
    refund(100, { refundable: { refundableMinor: 100, counted: ['rfd_0'] } }),
    accepted(promised(100, false)),
  ),
);
test(
  'what a received return will refund is not left',
  it(
    [...shipped, requested('ret_1', units([0, 'A', 3]), 300), received('ret_1')],
    refund(101),
    tooMuch('1.01', '1.00'),
  ),
);
test(
  'an order that never was confirmed has nothing to refund',
  it(
    given('all').slice(0, 1),
    refund(1),
    rejected('order-not-confirmed', 'The order is placed, not confirmed.'),
  ),
);

const waiting = [...shipped, promised(200, true)];
test('a second person approves', it(waiting, approve('bob'), accepted(approved)));
test(
  'whoever requested a refund cannot approve it',
  it(
    waiting,
    approve('ann'),
    rejected('needs-second-person', 'Whoever requested a refund cannot approve it.'),
  ),
);
test(
  'an approval is refused if less is left by now',
  it(waiting, approve('bob', { refundableMinor: 199, counted: [] }), tooMuch('2.00', '1.99')),
);
test('a refund is approved once', it([...waiting, approved], approve('bob'), accepted()));
test('a second person declines', it(waiting, decline(), accepted(declined)));
test('a refund is declined once', it([...waiting, declined], decline(), accepted()));
test(
  'a declined refund cannot be approved',
  it(
    [...waiting, declined],
    approve('bob'),
    rejected('refund-already-decided', 'The refund was declined.'),
  ),
);
test(
  'an approved refund cannot be declined',
  it(
    [...waiting, approved],
    decline(),
    rejected('refund-already-decided', 'The refund was approved.'),
  ),
);
for (const command of [approve('bob'), decline(), recordRefunded, recordUndone]) {
  test(
    `${command.type} of an unknown refund is refused`,
    it(
      shipped,
      command,
      rejected('refund-not-found', 'The order has no such refund, or none that was approved.'),
    ),
  );
}
test(
  'what nobody approved is not recorded as refunded',
  it(
    waiting,
    recordRefunded,
    rejected('refund-not-found', 'The order has no such refund, or none that was approved.'),
  ),
);
test('a refund ends once', it([...waiting, approved, made(200)], recordRefunded, accepted()));
test('an approved refund ends', it([...waiting, approved], recordRefunded, accepted(made(200))));
test('an undone refund is declined', it([...waiting, approved], recordUndone, accepted(undone)));

test('only what was refunded counts as refunded', (t) => {
  const amounts = (events: OrderEvent[]) => {
    const order = fold(events);
    return order.status === 'absent' ? undefined : standingOf(order);
  };
  t.like(amounts([...waiting, approved]), { paymentStatus: 'captured' });
  t.like(amounts([...waiting, approved, made(200)]), {
    paymentStatus: 'partially-refunded',
    amounts: { capturedMinor: 400, refundedMinor: 200 },
  });
});

test('a return refunds no more than is left after a refund without one', (t) => {
  const order = fold([...shipped, promised(150, false), made(150)]);
  const { events } = orderDecide(sendBack(undefined, later), order);
  t.like(events[0], { data: { refundAmount: gbp(250) } });
});

test('a refund after the announcement of a return leaves less for the return', (t) => {
  const announced = requested('ret_1', units([0, 'A', 3], [1, 'B', 2]), 400);
  const order = fold([...shipped, announced, promised(150, false), made(150)]);
  const { events } = orderDecide(
    { type: 'RecordReturnReceived', returnId: 'ret_1', receiptId: 'rcp_1', now: later },
    order,
  );
  t.like(events[0], { type: 'OrderReturnReceived.v2', data: { refundAmount: gbp(250) } });
});

test('the process starts an approved refund once a turn, and none that waits for a person', (t) => {
  const time = { now, patienceMs: 1 };
  t.deepEqual(nextStep(fold(waiting), emptyTurn, time), { do: 'rest' });
  const order = fold([...waiting, approved]);
  t.deepEqual(nextStep(order, emptyTurn, time), { do: 'start-refund', refundId: 'rfd_1' });
  t.deepEqual(nextStep(order, { ...emptyTurn, refundsStarted: ['rfd_1'] }, time), { do: 'rest' });
});

test('a refund that payment declines parks, and is repaired by its id', (t) => {
  const order = fold([...waiting, approved]);
  const { events } = orderDecide(
    {
      type: 'RecordParked',
      ...{ saga: 'refund-order', refundId: 'rfd_1', run: 0, step: 'refund-payment' },
      ...{ reason: 'the card was closed', compensating: false, now: later },
    },
    order,
  );
  const parked = events.reduce(evolve, order);
  t.like(parkedOf(parked)[0], {
    ...{ saga: 'refund-order', refundId: 'rfd_1', step: 'refund-payment' },
    actions: ['retry', 'skip', 'compensate'],
  });
  t.deepEqual(nextStep(parked, emptyTurn, { now, patienceMs: 1 }), { do: 'rest' });
  const repair = { type: 'StartRepair', repairId: 'rep_1', by: 'kim', now: later } as const;
  const repaired = orderDecide({ ...repair, action: 'retry', refundId: 'rfd_1' }, parked);
  const again = repaired.events.reduce(evolve, parked);
  t.deepEqual(parkedOf(again), []);
  t.like(nextStep(again, emptyTurn, { now, patienceMs: 1 }), { do: 'start-refund' });
});

function orderDecide(command: OrderCommand, order: Order): { events: readonly OrderEvent[] } {
  const decision = orderDecider.decide(command, order);
  if (!decision.ok) throw new Error(decision.detail);
  return decision;
}

test('a refund that an operator skipped moved no money, and leaves it for others', (t) => {
  const skipped: OrderCommand = {
    type: 'RecordRefunded',
    ...{ refundId: 'rfd_1', refundedMinor: 0, now: later },
  };
  const order = fold([...shipped, promised(100, false)]);
  const ended = orderDecider.decide(skipped, order);
  t.like(ended.ok && ended.events[0], {
    data: { amount: gbp(100), refunded: gbp(0), standing: { amounts: { refundedMinor: 0 } } },
  });
  const after = ended.ok ? ended.events.reduce(evolve, order) : order;
  const back = orderDecider.decide(sendBack(undefined, later), after);
  t.like(back.ok && back.events[0], { data: { refundAmount: gbp(400) } });
});
