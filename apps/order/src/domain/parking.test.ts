import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import {
  confirmed,
  delivered,
  given,
  it,
  now,
  placed,
  received,
  requested,
  returned,
  sendBack,
  units,
  wholeShipment,
} from './fulfilment-examples.ts';
import { emptyTurn, nextStep } from './order-process.ts';
import { toResource } from './order-resource.ts';
import { absent, type Order } from './order-state.ts';
import { evolve, type OrderCommand } from './order.ts';
import { parkedOf, repairsOf, runOf } from './parking.ts';
import { sagaPlans, type SagaStep } from './saga-plans.ts';

const cancelling: OrderEvent[] = [
  placed(),
  confirmed(),
  { type: 'OrderCancelling.v1', data: { reason: 'requested', startedAt: now } },
];
const arrived = (...returnIds: string[]): OrderEvent[] => [
  ...given('all', wholeShipment, delivered),
  ...returnIds.flatMap((id, line) => [
    requested(id, line === 0 ? units([0, 'A', 1]) : units([1, 'B', 1]), line === 0 ? 100 : 50),
    received(id),
  ]),
];
type Parked = Extract<OrderEvent, { type: 'OrderParked.v1' }>;
const parked = (
  step: SagaStep,
  { returnId, compensating = false }: { returnId?: string; compensating?: boolean } = {},
): Parked => ({
  type: 'OrderParked.v1',
  data: {
    status: returnId === undefined ? 'cancelling' : 'delivered',
    saga: returnId === undefined ? 'cancel-order' : 'return-order',
    ...(returnId === undefined ? {} : { returnId }),
    step,
    reason: 'away',
    compensating,
    parkedAt: now,
  },
});
const park = (
  step: SagaStep,
  { returnId, run = 0 }: { returnId?: string; run?: number } = {},
): OrderCommand => ({
  type: 'RecordParked',
  saga: returnId === undefined ? 'cancel-order' : 'return-order',
  returnId,
  run,
  step,
  reason: 'away',
  compensating: false,
  now,
});
const repair = (
  action: 'retry' | 'skip' | 'compensate',
  more: { repairId?: string; returnId?: string; personal?: string } = {},
): OrderCommand => ({ type: 'StartRepair', repairId: 'rep_1', action, by: 'kim', ...more, now });
const repaired = (
  { data }: Parked,
  action: 'retry' | 'skip' | 'compensate' = 'retry',
  { repairId = 'rep_1', personal }: { repairId?: string; personal?: string } = {},
): OrderEvent => {
  const { parkedAt: _, ...where } = data;
  return {
    type: 'OrderRepairStarted.v1',
    data: { ...where, repairId, action, by: 'kim', ...(personal && { personal }), startedAt: now },
  };
};
const cancelled: OrderEvent = {
  type: 'OrderCancelled.v1',
  data: { reason: 'requested', cancelledAt: now },
};
const fold = (events: OrderEvent[]): Order => events.reduce(evolve, absent);
const due = (events: OrderEvent[]) =>
  nextStep(fold(events), emptyTurn, { now, patienceMs: 30_000 });

test(
  'recordParked() stops the cancellation at the step that it cannot do',
  it(cancelling, park('void-payment'), accepted(parked('void-payment'))),
);
test(
  'recordParked() stops one return and not the other',
  it(
    arrived('ret_1', 'ret_2'),
    park('refund-return', { returnId: 'ret_2' }),
    accepted(parked('refund-return', { returnId: 'ret_2' })),
  ),
);
test(
  'recordParked() again changes nothing',
  it([...cancelling, parked('void-payment')], park('void-payment'), accepted()),
);
test(
  'recordParked() of a run before the last repair is ignored',
  it(
    [...cancelling, parked('void-payment'), repaired(parked('void-payment'))],
    park('void-payment', { run: 0 }),
    accepted(),
  ),
);
test(
  'recordParked() of the run after a repair stops it again',
  it(
    [...cancelling, parked('void-payment'), repaired(parked('void-payment'))],
    park('void-payment', { run: 1 }),
    accepted(parked('void-payment')),
  ),
);
test(
  'recordParked() after the end of the cancellation changes nothing',
  it([...cancelling, cancelled], park('void-payment'), accepted()),
);
test(
  'recordParked() after the end of the return changes nothing',
  it(
    [...arrived('ret_1'), returned('ret_1', 'partially-returned')],
    park('refund-return', { returnId: 'ret_1' }),
    accepted(),
  ),
);
test(
  'recordParked() of an order that is not being cancelled is refused',
  it(
    given('all'),
    park('void-payment'),
    rejected('order-not-cancelling', 'The order is not being cancelled.'),
  ),
);
test(
  'recordParked() of a return that has not arrived is refused',
  it(
    given('all', wholeShipment, requested('ret_1', units([0, 'A', 1]), 100)),
    park('refund-return', { returnId: 'ret_1' }),
    rejected('return-not-received', 'The units of this return have not arrived.'),
  ),
);
test(
  'recordParked() of an unknown return is refused',
  it(
    arrived('ret_1'),
    park('refund-return', { returnId: 'ret_9' }),
    rejected('return-not-found', 'The order has no such return.'),
  ),
);

test(
  'startRepair() resumes the parked step and records who decided and why it was parked',
  it(
    [...cancelling, parked('void-payment')],
    repair('retry'),
    accepted(repaired(parked('void-payment'))),
  ),
);
test(
  'startRepair() keeps the note of the person, encrypted',
  it(
    [...cancelling, parked('void-payment')],
    repair('skip', { personal: 'encrypted' }),
    accepted(repaired(parked('void-payment'), 'skip', { personal: 'encrypted' })),
  ),
);
test(
  'startRepair() again under its id changes nothing, whatever has happened since',
  it(
    [...cancelling, parked('void-payment'), repaired(parked('void-payment')), cancelled],
    repair('retry'),
    accepted(),
  ),
);
test(
  'startRepair() of an order that is not parked is refused',
  it(
    cancelling,
    repair('retry'),
    rejected('order-not-parked', 'Nothing of the order waits for a person.'),
  ),
);
test(
  'startRepair() of an order that does not exist is refused',
  it([], repair('retry'), rejected('order-not-found', 'There is no order with this id.')),
);
test(
  'startRepair() cannot compensate a cancellation, which is a compensation itself',
  it(
    [...cancelling, parked('release-stock')],
    repair('compensate'),
    rejected('repair-not-possible', 'At release-stock only retry or skip is possible.'),
  ),
);
test(
  'startRepair() never skips the check whether a refund went through',
  it(
    [...arrived('ret_1'), parked('refund-return', { returnId: 'ret_1', compensating: true })],
    repair('skip'),
    rejected('repair-not-possible', 'At refund-return only retry is possible.'),
  ),
);
test(
  'startRepair() must name the return if several are parked',
  it(
    [
      ...arrived('ret_1', 'ret_2'),
      parked('refund-return', { returnId: 'ret_1' }),
      parked('restock-return', { returnId: 'ret_2' }),
    ],
    repair('retry'),
    rejected(
      'repair-ambiguous',
      'Several things are parked: send the returnId, refundId or shipmentId of one.',
    ),
  ),
);
test(
  'startRepair() resumes the return that it names',
  it(
    [
      ...arrived('ret_1', 'ret_2'),
      parked('refund-return', { returnId: 'ret_1' }),
      parked('restock-return', { returnId: 'ret_2' }),
    ],
    repair('compensate', { returnId: 'ret_2' }),
    accepted(repaired(parked('restock-return', { returnId: 'ret_2' }), 'compensate')),
  ),
);

test('a parked cancellation rests until a person resumes it', (t) => {
  const resting = [...cancelling, parked('void-payment')];
  t.deepEqual(due(resting), { do: 'rest' });
  t.deepEqual(due([...resting, repaired(parked('void-payment'))]), { do: 'start-compensation' });
});

test('a parked return rests while another one continues', (t) => {
  const events = [...arrived('ret_1', 'ret_2'), parked('refund-return', { returnId: 'ret_1' })];
  t.deepEqual(due(events), { do: 'start-return', returnId: 'ret_2' });
});

test('each repair starts a new run, which begins where the repair says', (t) => {
  const first = parked('release-stock');
  const second = parked('void-payment');
  const order = fold([
    ...cancelling,
    first,
    repaired(first, 'skip'),
    second,
    repaired(second, 'retry', { repairId: 'rep_2' }),
  ]);
  const saga = order.status === 'cancelling' ? order.saga : undefined;
  t.is(runOf(saga), 2);
  t.deepEqual(saga?.resume, { step: 'void-payment', action: 'retry', compensating: false });
  t.is(runOf(undefined), 0);
});

test('an order shows what is parked and which repairs are possible', (t) => {
  const order = fold([...arrived('ret_1'), parked('refund-return', { returnId: 'ret_1' })]);
  const expected = {
    saga: 'return-order' as const,
    returnId: 'ret_1',
    step: 'refund-return',
    reason: 'away',
    compensating: false,
    parkedAt: now,
    actions: ['retry' as const, 'skip' as const, 'compensate' as const],
  };
  t.deepEqual(parkedOf(order), [expected]);
  t.deepEqual(toResource('ord_1', order, 9)?.parked, [expected]);
  t.false('saga' in (toResource('ord_1', order, 9)?.fulfilment?.returns[0] ?? {}));
  t.is(toResource('ord_1', fold(cancelling), 3)?.parked, undefined);
});

test('the repairs of a step are those of its plan, and those of its undo while it is undone', (t) => {
  for (const saga of ['cancel-order', 'return-order'] as const) {
    for (const step of sagaPlans[saga]) {
      const { name, repairs } = step;
      const undo = 'undo' in step ? [...step.undo.repairs] : [];
      t.deepEqual(repairsOf(saga, { step: name, compensating: false }), [...repairs]);
      t.deepEqual(repairsOf(saga, { step: name, compensating: true }), undo);
    }
  }
});

test('a step that these rules do not know allows no repair', (t) => {
  t.deepEqual(repairsOf('cancel-order', { step: 'pray', compensating: false }), []);
  t.deepEqual(repairsOf('cancel-order', { step: 'void-payment', compensating: true }), []);
});

const declined: OrderEvent = {
  type: 'OrderReturnDeclined.v1',
  data: { returnId: 'ret_1', declinedAt: now, status: 'delivered' },
};
const decline: OrderCommand = { type: 'RecordReturnDeclined', returnId: 'ret_1', now };

test(
  'recordReturnDeclined() ends a return whose units stay with the customer',
  it(arrived('ret_1'), decline, accepted(declined)),
);
test(
  'recordReturnDeclined() again changes nothing',
  it([...arrived('ret_1'), declined], decline, accepted()),
);
test(
  'recordReturnDeclined() of a return that has not arrived is refused',
  it(
    given('all', wholeShipment, requested('ret_1', units([0, 'A', 1]), 100)),
    decline,
    rejected('return-not-received', 'The units of this return have not arrived.'),
  ),
);
test(
  'recordReturned() after the return was declined changes nothing',
  it(
    [...arrived('ret_1'), declined],
    { type: 'RecordReturned', returnId: 'ret_1', now },
    accepted(),
  ),
);
test('units of a declined return can be sent back again for the same refund', (t) => {
  const order = fold([...arrived('ret_1'), declined]);
  const lines = order.status === 'confirmed' ? order.fulfilment.lines : [];
  t.like(lines[0], { returning: 0, returned: 0 });
  it(
    [...arrived('ret_1'), declined],
    sendBack([{ sku: 'A', quantity: 1 }], now, 'ret_2'),
    accepted({ ...requested('ret_2', units([0, 'A', 1]), 100), ...status('delivered') }),
  )(t);
});

function status(of: 'delivered') {
  const event = requested('ret_2', units([0, 'A', 1]), 100) as { data: object };
  return { data: { ...event.data, status: of } } as object;
}
