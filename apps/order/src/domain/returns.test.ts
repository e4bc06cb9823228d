import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import fc from 'fast-check';
import {
  now,
  later,
  tooLate,
  gbp,
  placed,
  confirmed,
  given,
  units,
  wholeShipment,
  firstShipment,
  delivered,
  requested,
  receive,
  received,
  returned,
  ship,
  sendBack,
  it,
  type Data,
} from './fulfilment-examples.ts';
import { toResource } from './order-resource.ts';
import { absent, type Order } from './order-state.ts';
import { evolve, orderDecider, publicStatus, type OrderCommand } from './order.ts';

/** The same return as version 1 of its event told it. */
function inClear({ data }: OrderEvent): OrderEvent {
  const { personal: _, ...rest } = data as Data<'OrderReturnRequested.v2'>;
  return { type: 'OrderReturnRequested.v1', data: { ...rest, reason: 'too small' } };
}

test(
  'requestReturn() takes back everything that was shipped and refunds what was captured',
  it(
    given('all', wholeShipment),
    sendBack(),
    accepted({
      type: 'OrderReturnRequested.v2',
      data: {
        returnId: 'ret_1',
        lines: units([0, 'A', 3], [1, 'B', 2]),
        personal: 'encrypted',
        refundAmount: gbp(400),
        requestedAt: later,
        status: 'shipped',
      },
    }),
  ),
);
test(
  'requestReturn() without a reason announces everything else',
  it(
    given('all', wholeShipment),
    { ...sendBack(), personal: undefined } as OrderCommand,
    accepted({
      type: 'OrderReturnRequested.v2',
      data: {
        returnId: 'ret_1',
        lines: units([0, 'A', 3], [1, 'B', 2]),
        refundAmount: gbp(400),
        requestedAt: later,
        status: 'shipped',
      },
    }),
  ),
);
test(
  'requestReturn() again after an event with its reason in clear text changes nothing',
  it(
    given('all', wholeShipment, inClear(requested('ret_1', units([1, 'B', 2]), 100))),
    sendBack(),
    accepted(),
  ),
);
test(
  'requestReturn() of more than was shipped is refused',
  it(
    given('split', firstShipment),
    sendBack([{ sku: 'A', quantity: 3 }]),
    rejected('return-exceeds-shipped', 'Only 2 units of A can be sent back.', 'A'),
  ),
);
test(
  'requestReturn() of units whose return is under way is refused',
  it(
    given('all', wholeShipment, requested('ret_0', units([1, 'B', 2]), 100)),
    sendBack([{ sku: 'B', quantity: 1 }]),
    rejected('return-exceeds-shipped', 'Only 0 units of B can be sent back.', 'B'),
  ),
);
test(
  'requestReturn() again under the same id changes nothing',
  it(
    given('all', wholeShipment, requested('ret_1', units([1, 'B', 2]), 100)),
    sendBack(),
    accepted(),
  ),
);
test(
  'requestReturn() is refused before anything has shipped',
  it(
    given('all'),
    sendBack(),
    rejected('nothing-to-return', 'No unit of the order is with the customer.'),
  ),
);
test(
  'requestReturn() is refused after the window has closed',
  it(
    given('all', wholeShipment),
    sendBack(undefined, tooLate),
    rejected('return-window-closed', 'Units could be sent back until 2026-12-22.'),
  ),
);

const override = { by: 'ann', personal: 'why' };
const overriding = (at: string): OrderCommand =>
  ({ ...sendBack([{ sku: 'B', quantity: 2 }], at), override }) as OrderCommand;
const ofTwo = requested('ret_1', units([1, 'B', 2]), 100);
for (const [title, at, more] of [
  [
    'after the window has closed says who let it in, why, and until when it was',
    '2026-12-23T00:00:00.000Z',
    { windowOverride: { until: '2026-12-22', ...override } },
  ],
  ['in an open window does not need it', '2026-12-22T23:59:59.999Z', {}],
] as const) {
  test(
    `requestReturn() with an override ${title}`,
    it(
      given('all', wholeShipment),
      overriding(at),
      accepted({ ...ofTwo, data: { ...ofTwo.data, ...more, requestedAt: at } } as OrderEvent),
    ),
  );
}
test(
  'requestReturn() again with an override changes nothing',
  it(given('all', wholeShipment, ofTwo), overriding(tooLate), accepted()),
);
test(
  'units of an announced return arrive also after the window has closed',
  it(
    given('all', wholeShipment, ofTwo),
    receive('ret_1', { now: tooLate }),
    accepted({
      type: 'OrderReturnReceived.v1',
      data: { returnId: 'ret_1', receivedAt: tooLate, status: 'shipped' },
    }),
  ),
);
test('an order shows until when its units can be sent back, once some have shipped', (t) => {
  const window = { days: 30, timeZone: 'Europe/Berlin' };
  const shown = (...events: OrderEvent[]) =>
    toResource('ord_1', given('all', ...events).reduce(evolve, absent), 3, { window });
  t.is(shown()?.returnableUntil, undefined);
  t.is(shown(wholeShipment)?.returnableUntil, '2026-12-22');
});

const underWay = given('all', wholeShipment, requested('ret_1', units([1, 'B', 2]), 100));
const end: OrderCommand = { type: 'RecordReturned', returnId: 'ret_1', now };
test(
  'recordReturnReceived() records that the units have arrived',
  it(underWay, receive(), accepted(received('ret_1'))),
);
test(
  'recordReturnReceived() again changes nothing',
  it([...underWay, received('ret_1')], receive(), accepted()),
);
test(
  'recordReturnReceived() of an unknown return is refused',
  it(given('all'), receive(), rejected('return-not-found', 'The order has no such return.')),
);
test(
  'recordReturned() ends a return and records the status of the order',
  it([...underWay, received('ret_1')], end, accepted(returned('ret_1', 'partially-returned'))),
);
test(
  'recordReturned() again changes nothing',
  it([...underWay, received('ret_1'), returned('ret_1', 'partially-returned')], end, accepted()),
);
test(
  'recordReturned() is refused before the units have arrived',
  it(underWay, end, rejected('return-not-received', 'The units of this return have not arrived.')),
);

const statusAfter = (...events: OrderEvent[]) =>
  publicStatus(events.reduce(evolve, absent) as Exclude<Order, { status: 'absent' }>);

test('publicStatus() follows an order from its confirmation to its return', (t) => {
  const back = requested('ret_1', units([0, 'A', 3], [1, 'B', 2]), 400);
  t.is(statusAfter(...given('all')), 'confirmed');
  t.is(statusAfter(...given('split', firstShipment)), 'partially-shipped');
  t.is(statusAfter(...given('all', wholeShipment)), 'shipped');
  t.is(statusAfter(...given('all', wholeShipment, delivered)), 'delivered');
  t.is(statusAfter(...given('all', wholeShipment, back)), 'shipped');
  t.is(
    statusAfter(...underWay, received('ret_1'), returned('ret_1', 'partially-returned')),
    'partially-returned',
  );
  t.is(
    statusAfter(
      ...given('all', wholeShipment, back, received('ret_1'), returned('ret_1', 'returned')),
    ),
    'returned',
  );
});

test('the refund of units is never more than what was captured for them', (t) => {
  const uneven = placed('split');
  if (uneven.type !== 'OrderPlaced.v2') return t.fail();
  // 100 pence over 3 units: no unit has a whole price.
  uneven.data.charges = { discountMinor: 300, taxMinor: 0, shippingMinor: 0 };
  let events: OrderEvent[] = [uneven, confirmed()];
  let captured = 0;
  let refunded = 0;
  const apply = (command: OrderCommand) => {
    const decision = orderDecider.decide(command, events.reduce(evolve, absent));
    if (!decision.ok || decision.events.length === 0) return t.fail(JSON.stringify(decision));
    for (const event of decision.events) {
      events = [...events, event];
      if (event.type === 'OrderShipped.v1') captured += event.data.captureAmount.amountMinor;
      if (event.type === 'OrderReturnRequested.v2') refunded += event.data.refundAmount.amountMinor;
    }
    t.true(refunded <= captured);
  };
  for (let n = 0; n < 3; n++) apply(ship(`shp_${n}`, [{ sku: 'A', quantity: 1 }]));
  apply(ship('shp_3'));
  t.is(captured, 100);
  for (let n = 0; n < 3; n++) apply(sendBack([{ sku: 'A', quantity: 1 }], later, `ret_${n}`));
  apply(sendBack(undefined, later, 'ret_3'));
  t.is(refunded, captured);
});

test('captures and refunds agree to the penny whatever is cancelled in between', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000 }),
      fc.array(
        fc.record({
          action: fc.constantFrom('ship', 'cancel', 'return'),
          quantity: fc.integer({ min: 1, max: 3 }),
        }),
        { maxLength: 12 },
      ),
      (discountMinor, actions) => {
        const { captured, refunded } = runActions(discountMinor, actions);
        return refunded === captured;
      },
    ),
  );
  t.pass();
});

/** Runs actions on seven units, then returns everything; refused actions change nothing. */
function runActions(
  discountMinor: number,
  actions: { action: string; quantity: number }[],
): { captured: number; refunded: number } {
  const first: OrderEvent = {
    type: 'OrderPlaced.v2',
    data: {
      ...(placed('split') as { data: Data<'OrderPlaced.v2'> }).data,
      lines: [{ sku: 'A', quantity: 7, unitPriceMinor: 143 }],
      charges: { discountMinor, taxMinor: 0, shippingMinor: 0 },
    },
  };
  const events = [first, confirmed()];
  const sums = { captured: 0, refunded: 0 };
  const run = (command: OrderCommand) => {
    const decision = orderDecider.decide(command, events.reduce(evolve, absent));
    if (!decision.ok) return;
    for (const event of decision.events) {
      if (event.type === 'OrderCancelling.v1') return;
      events.push(event);
      if (event.type === 'OrderShipped.v1') sums.captured += event.data.captureAmount.amountMinor;
      if (event.type === 'OrderReturnRequested.v2') {
        sums.refunded += event.data.refundAmount.amountMinor;
      }
    }
  };
  actions.forEach(({ action, quantity }, n) => {
    const lines = [{ sku: 'A', quantity }];
    if (action === 'ship') run(ship(`shp_${n}`, lines));
    if (action === 'cancel') run({ type: 'CancelLines', commandId: `can_${n}`, lines, now });
    if (action === 'return') run(sendBack(lines, later, `ret_${n}`));
  });
  run(sendBack(undefined, later, 'ret_last'));
  return sums;
}

test('refunds never exceed the captured amount, even if returns in between are declined', (t) => {
  const place = placed('all') as { data: Data<'OrderPlaced.v2'> };
  const lines = [{ sku: 'A', quantity: 3, unitPriceMinor: 0 }];
  // Shipping alone costs 100, so that no unit has a whole share.
  const charges = { discountMinor: 0, taxMinor: 0, shippingMinor: 100 };
  const data = { ...place.data, lines, total: gbp(100), charges };
  const start: OrderEvent[] = [
    { type: 'OrderPlaced.v2', data },
    {
      type: 'OrderConfirmed.v1',
      data: { authorizationId: 'a', total: gbp(100), confirmedAt: now },
    },
    shippedOf(units([0, 'A', 3])),
  ];
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 3, maxLength: 12 }), (declines) => {
      let order = start.reduce(evolve, absent);
      const run = (command: OrderCommand) => {
        const decision = orderDecider.decide(command, order);
        if (decision.ok) order = decision.events.reduce(evolve, order);
      };
      // Each return is requested before the previous one ends, as long as there are units.
      for (const [n, ends] of declines.entries()) {
        run(sendBack([{ sku: 'A', quantity: 1 }], later, `ret_${n}`));
        run(receive(`ret_${n - 1}`));
        const type = ends ? 'RecordReturnDeclined' : 'RecordReturned';
        run({ type, returnId: `ret_${n - 1}`, now });
      }
      const returns = order.status === 'confirmed' ? order.fulfilment.returns : [];
      const kept = returns.filter((one) => one.status !== 'declined');
      const refunded = kept.reduce((sum, { refundMinor }) => sum + refundMinor, 0);
      t.true(refunded <= 100, `refunded ${refunded}`);
      if (kept.length === 3) t.is(refunded, 100);
    }),
  );
});

function shippedOf(lines: Data<'OrderShipped.v1'>['lines']): OrderEvent {
  const event = wholeShipment as { type: 'OrderShipped.v1'; data: Data<'OrderShipped.v1'> };
  return { ...event, data: { ...event.data, lines, captureAmount: gbp(100) } };
}
