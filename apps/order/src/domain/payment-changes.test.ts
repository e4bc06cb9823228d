import type { PaymentChange } from '@commerce/contracts/order/order-payment';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { gbp, given, it, later, now, wholeShipment } from './fulfilment-examples.ts';
import { standingOf } from './order-standing.ts';
import { absent, type ConfirmedOrder } from './order-state.ts';
import { evolve, type OrderCommand } from './order.ts';
import { disputesOf } from './payment-changes.ts';

type Change = Omit<PaymentChange, 'changedAt'>;

const changed = (changeId: string, change: Change): OrderEvent => ({
  type: 'OrderPaymentChanged.v1',
  data: { changeId, ...change, changedAt: now, status: 'shipped' },
});
const record = (changeId: string, change: Change): OrderCommand => ({
  type: 'RecordPaymentChange',
  ...{ changeId, change, now },
});
const refund: Change = { kind: 'refunded-at-provider', operationId: 're_1', amount: gbp(100) };
const dispute = (kind: Change['kind']): Change => ({ kind, operationId: 'dp_1', amount: gbp(400) });
const after = (...changes: Change[]) =>
  given('all', wholeShipment, ...changes.map((one, n) => changed(`pay:${n}`, one))).reduce(
    evolve,
    absent,
  ) as ConfirmedOrder;

test(
  'a refund by hand at the provider is recorded',
  it(given('all', wholeShipment), record('pay:1', refund), accepted(changed('pay:1', refund))),
);
test(
  'an event that is delivered twice is recorded once',
  it(given('all', wholeShipment, changed('pay:1', refund)), record('pay:1', refund), accepted()),
);
test(
  'a change of an order that ends does not matter to it',
  it(
    [
      ...given('all'),
      { type: 'OrderCancelling.v1', data: { reason: 'requested', startedAt: later } },
    ],
    record('pay:1', refund),
    accepted(),
  ),
);

test('a refund by hand is in the amounts', (t) => {
  const { paymentStatus, amounts } = standingOf(after(refund));
  t.is(paymentStatus, 'partially-refunded');
  t.is(amounts.refundedMinor, 100);
});

test('a refund that failed is no longer refunded', (t) => {
  const { paymentStatus, amounts } = standingOf(
    after(refund, { ...refund, kind: 'refund-failed' }),
  );
  t.is(paymentStatus, 'refund-failed');
  t.is(amounts.refundedMinor, 0);
});

test('a dispute shows until it is won', (t) => {
  const open = standingOf(after(dispute('dispute-opened')));
  t.is(open.paymentStatus, 'disputed');
  t.is(open.amounts.disputedMinor, 400);
  const won = standingOf(after(dispute('dispute-opened'), dispute('dispute-won')));
  t.is(won.paymentStatus, 'captured');
  t.is(won.amounts.disputedMinor ?? 0, 0);
  const lost = standingOf(after(dispute('dispute-opened'), dispute('dispute-lost')));
  t.is(lost.paymentStatus, 'dispute-lost');
  t.is(lost.amounts.disputedMinor, 400);
});

test('the decision on a dispute counts, whichever event came first', (t) => {
  const lost = [{ disputeId: 'dp_1', amount: gbp(400), state: 'lost' as const }];
  const [opened, decided] = [dispute('dispute-opened'), dispute('dispute-lost')];
  t.deepEqual(disputesOf(after(opened, decided).fulfilment), lost);
  t.deepEqual(disputesOf(after(decided, opened).fulfilment), lost);
});
