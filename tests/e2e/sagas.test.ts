import { connectStack } from '@commerce/testing';
import { everyStepCanFail, everyStepCanRepeat, type SagaUnderTest } from '@commerce/testing/sagas';
import { cancelOrderSaga } from '@commerce/order/sagas/cancel-order';
import { refundOrderSaga } from '@commerce/order/sagas/refund-order';
import { returnOrderSaga } from '@commerce/order/sagas/return-order';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// Each step of each saga fails once before and once after its work, and runs twice once. What counts
// is the result: in the databases, and in the provider's own book.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
test.after.always(() => stack.close());

const names = (steps: readonly { name: string }[]) => steps.map(({ name }) => name);

const cancellation: SagaUnderTest<{ id: string; sku: string }> = {
  name: 'a cancellation',
  app: 'order',
  activities: [...names(cancelOrderSaga.plan), 'record-compensated'],
  prepare: () => staff.confirmed(2),
  async start({ id }) {
    await staff.post(`/orders/${id}/cancellation`);
  },
  async ended(t, { id, sku }) {
    t.is((await staff.untilStatus(id, 'cancelled')).version, 4);
    t.like(await shop.untilNothingHeld(sku), { onHand: 5, available: 5 });
    t.deepEqual(await staff.money(id), { authorized: 0, captured: 0, refunded: 0 });
  },
};

const aReturn: SagaUnderTest<{ id: string; sku: string; returnId: string }> = {
  name: 'a return',
  app: 'order',
  activities: [...names(returnOrderSaga.plan), 'record-returned'],
  prepare: () => staff.returning(2),
  async start({ id, returnId }) {
    await staff.receive(id, returnId);
  },
  async ended(t, { id, sku }) {
    t.is((await staff.untilStatus(id, 'returned')).version, 6);
    t.like(await shop.stock(sku), { onHand: 5, reserved: 0 });
    t.like(await staff.money(id), { captured: 500, refunded: 500 });
  },
};

const undoneReturn: SagaUnderTest<{ id: string; sku: string; returnId: string }> = {
  name: 'a return that is undone',
  app: 'order',
  activities: [
    ...returnOrderSaga.plan.map(({ undo }) => undo.name).toReversed(),
    returnOrderSaga.whenUndone.name,
  ],
  async prepare() {
    const subject = await staff.returning(2);
    stack.armFailpoint('order', 'before-refund-return', 'refuse');
    await staff.receive(subject.id, subject.returnId);
    await staff.untilParked(subject.id, 'refund-return');
    return subject;
  },
  async start({ id }) {
    await staff.repair(id, 'compensate');
  },
  async ended(t, { id, sku }) {
    await staff.untilReturn(id, 'declined');
    t.is((await shop.getOrder(id)).status, 'shipped');
    t.like(await shop.stock(sku), { onHand: 3, reserved: 0 });
    t.like(await staff.money(id), { captured: 500, refunded: 0 });
    // The customer has the units and can send them back again, and then the return succeeds.
    await staff.receive(id, await staff.announce(id));
    await staff.untilStatus(id, 'returned');
    t.like(await shop.stock(sku), { onHand: 5, reserved: 0 });
    t.like(await staff.money(id), { captured: 500, refunded: 500 });
  },
};

const aRefund: SagaUnderTest<string> = {
  name: 'a refund without a return',
  app: 'order',
  activities: [...names(refundOrderSaga.plan), 'record-refunded'],
  prepare: () => staff.captured(2),
  async start(id) {
    await staff.refund(id, 100);
  },
  async ended(t, id) {
    await staff.untilRefund(id, 'refunded');
    t.like(await staff.money(id), { captured: 500, refunded: 100 });
  },
};

const undoneRefund: SagaUnderTest<string> = {
  name: 'a refund that is undone',
  app: 'order',
  activities: [
    ...refundOrderSaga.plan.map(({ undo }) => undo.name),
    refundOrderSaga.whenUndone.name,
  ],
  async prepare() {
    const id = await staff.captured(2);
    stack.armFailpoint('order', 'before-refund-payment', 'refuse');
    await staff.refund(id, 100);
    await staff.untilParked(id, 'refund-payment');
    return id;
  },
  async start(id) {
    await staff.repair(id, 'compensate');
  },
  async ended(t, id) {
    await staff.untilRefund(id, 'declined');
    t.like(await staff.money(id), { captured: 500, refunded: 0 });
  },
};

for (const saga of [cancellation, aReturn, undoneReturn, aRefund, undoneRefund]) {
  everyStepCanFail(test, stack, saga as SagaUnderTest<unknown>);
  everyStepCanRepeat(test, stack, saga as SagaUnderTest<unknown>);
}
