import test from 'ava';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { nextStepOfEdit, type EditTurn } from './edit-process.ts';
import { given, gbp, it, later, now, placed, confirmed, units } from './fulfilment-examples.ts';
import type { EditOrder } from './order-edit.ts';
import { absent, type ConfirmedOrder, type Order } from './order-state.ts';
import { decide, evolve, type OrderCommand } from './order.ts';
import { refusalOfEdit } from './pending-edit.ts';

const edit = (what: Partial<EditOrder>, commandId = 'edt_1'): EditOrder => ({
  type: 'EditOrder',
  commandId,
  ...what,
  now,
});
const more = edit({ change: [{ lineId: 'l1', quantity: 4 }] });
const book: OrderCommand = { type: 'BookEdit', editId: 'edt_1', authorizationId: 'aut_2', now };
const abandon: OrderCommand = {
  type: 'AbandonEdit',
  ...{ editId: 'edt_1', code: 'payment-declined', reason: 'The card has expired.', now },
};
const after = (...events: OrderEvent[]) => events.reduce(evolve, absent as Order);

/** The order and the types of the events after commands, all of which are accepted. */
function run(order: Order, ...commands: OrderCommand[]): { order: Order; types: string[] } {
  const types: string[] = [];
  let state = order;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.detail}`);
    types.push(...decision.events.map(({ type }) => type));
    state = decision.events.reduce(evolve, state);
  }
  return { order: state, types };
}
const pending = () => run(after(...given('split')), more).order as ConfirmedOrder;

test('an edit that adds units starts, and is booked with the new authorization', (t) => {
  const { order, types } = run(after(...given('split')), more, book);
  t.deepEqual(types, ['OrderEditStarted.v1', 'OrderEdited.v1']);
  t.like(order, {
    authorizationId: 'aut_2',
    pendingEdit: undefined,
    orderDetails: { total: gbp(500), lines: [{ quantity: 4 }, { quantity: 2 }] },
    fulfilment: { lines: [{ quantity: 4, amountMinor: 400 }, { amountMinor: 100 }] },
  });
});

test('until it is booked, the order is as before', (t) => {
  t.like(pending(), {
    orderDetails: { total: gbp(400), lines: [{ quantity: 3 }, { quantity: 2 }] },
    pendingEdit: { editId: 'edt_1', totalMinor: 500, authorizedMinor: 500 },
  });
});

test('the only line changes to another variant: something is left of the order', (t) => {
  const swap = edit({
    remove: ['l1', 'l2'],
    add: [{ sku: 'C', quantity: 2, unitPriceMinor: 200, name: 'Mug' }],
  });
  const { order, types } = run(after(...given('all')), swap, {
    type: 'BookEdit',
    ...{ editId: 'edt_1', now },
  });
  t.deepEqual(types, ['OrderEditStarted.v1', 'OrderLinesCancelled.v1', 'OrderEdited.v1']);
  t.like(order, {
    authorizationId: 'aut_1',
    orderDetails: { lines: [{ sku: 'A' }, { sku: 'B' }, { sku: 'C', quantity: 2, name: 'Mug' }] },
    fulfilment: { lines: [{ cancelled: 3 }, { cancelled: 2 }, { quantity: 2, amountMinor: 400 }] },
  });
});

test('units that are added again to a line are charged, and those before are not', (t) => {
  const fewer = edit({ change: [{ lineId: 'l1', quantity: 1 }] }, 'edt_0');
  const { order } = run(
    after(...given('split')),
    fewer,
    edit({ change: [{ lineId: 'l1', quantity: 2 }] }),
    book,
  );
  t.like(order, {
    fulfilment: {
      lines: [{ quantity: 4, cancelled: 2, uncharged: 2, amountMinor: 200 }, { sku: 'B' }],
    },
  });
  const shipped = decide({ type: 'RecordShipment', shipmentId: 'shp_1', now }, order);
  t.like(shipped, { ok: true, events: [{ data: { captureAmount: gbp(300), final: true } }] });
});

const charged = (): Order => {
  const { type, data } = placed('split') as Extract<OrderEvent, { type: 'OrderPlaced.v2' }>;
  const terms = {
    ...{ discountBasisPoints: 0, taxBasisPoints: 2_000, shippingMinor: 50 },
    freeShippingFromMinor: 400,
  };
  const charges = { discountMinor: 0, taxMinor: 80, shippingMinor: 0 };
  const placing: OrderEvent = { type, data: { ...data, terms, charges, total: gbp(480) } };
  const { data: confirming } = confirmed() as Extract<OrderEvent, { type: 'OrderConfirmed.v1' }>;
  return after(placing, { type: 'OrderConfirmed.v1', data: { ...confirming, total: gbp(480) } });
};

test('tax and shipping follow the terms of the order when units are taken off', (t) => {
  const decision = decide(edit({ change: [{ lineId: 'l2', quantity: 1 }] }), charged());
  t.like(decision, {
    ok: true,
    events: [
      { type: 'OrderLinesCancelled.v1' },
      {
        data: {
          charges: { discountMinor: 0, taxMinor: 70, shippingMinor: 50 },
          totalMinor: 470,
          differenceMinor: -10,
        },
      },
    ],
  });
});

test('an order that costs more because shipping is no longer free is authorized anew', (t) => {
  const cheap = edit({ add: [{ sku: 'C', quantity: 1, unitPriceMinor: 0 }] }, 'edt_0');
  const { order } = run(charged(), cheap, { type: 'BookEdit', editId: 'edt_0', now });
  const fewer = edit({ remove: ['l2'], add: [{ sku: 'D', quantity: 1, unitPriceMinor: 99 }] });
  const decision = decide(fewer, order);
  t.like(decision, {
    ok: true,
    events: [{ type: 'OrderEditStarted.v1', data: { totalMinor: 529, authorizedMinor: 529 } }],
  });
});

test('a repeat of an edit that waits changes nothing', (t) => {
  t.deepEqual(decide(more, pending()), { ok: true, events: [] });
});

for (const [what, command] of [
  ['another edit', edit({ remove: ['l2'] }, 'edt_2')],
  [
    'a cancellation of lines',
    { type: 'CancelLines', commandId: 'can_1', lines: [{ sku: 'A', quantity: 1 }], now },
  ],
  ['a shipment', { type: 'RecordShipment', shipmentId: 'shp_1', now }],
  ['a filled backorder', { type: 'FillBackorder', fillId: 'f1', lines: [], now }],
] as [string, OrderCommand][]) {
  test(`${what} waits until the edit is booked`, (t) => {
    t.like(decide(command, pending()), { ok: false, code: 'edit-in-progress' });
  });
}

test('an abandoned edit leaves the order as it was, and its repeat gets the same refusal', (t) => {
  const before = after(...given('split')) as ConfirmedOrder;
  const { order } = run(pending(), abandon);
  const { declinedEdits, ...fulfilment } = (order as ConfirmedOrder).fulfilment;
  t.deepEqual({ ...order, fulfilment }, before);
  t.is(declinedEdits?.length, 1);
  const refusal = { ok: false, code: 'payment-declined', detail: 'The card has expired.' } as const;
  t.deepEqual(refusalOfEdit(order, 'edt_1'), refusal);
  t.like(decide(more, order), refusal);
  t.is(refusalOfEdit(order, 'edt_2'), undefined);
});

test('the outcome of an edit counts once', (t) => {
  for (const [first, second] of [
    [book, abandon],
    [abandon, book],
    [book, book],
  ] as const) {
    const { order } = run(pending(), first);
    t.deepEqual(decide(second, order), { ok: true, events: [] });
  }
});

test('a cancellation of the order ends its pending edit first', (t) => {
  const { order, types } = run(pending(), { type: 'CancelOrder', now });
  t.deepEqual(types, ['OrderEditDeclined.v1', 'OrderCancelling.v1']);
  t.deepEqual(decide(book, order), { ok: true, events: [] });
});

test('backordered units of an edit wait on the lines that it added to', (t) => {
  const { order } = run(pending(), {
    ...book,
    waiting: [{ sku: 'A', quantity: 1 }],
  } as OrderCommand);
  t.like(order, { fulfilment: { lines: [{ quantity: 4, backordered: 1 }, { backordered: 0 }] } });
});

test(
  'a new line is of a product that the order does not have',
  it(given('split'), edit({ add: [{ sku: 'b', quantity: 1, unitPriceMinor: 1 }] }), {
    ok: false,
    code: 'duplicate-line',
    detail: 'b is on l2: change its quantity.',
    about: 'b',
  }),
);

test('an order that is older than its terms takes units off at their share, and none more', (t) => {
  const { type, data } = placed('split') as Extract<OrderEvent, { type: 'OrderPlaced.v2' }>;
  const charges = { discountMinor: 0, taxMinor: 80, shippingMinor: 0 };
  const old = after({ type, data: { ...data, charges, total: gbp(480) } }, confirmed());
  t.like(decide(more, old), { ok: false, code: 'edit-adds-units' });
  const decision = decide(edit({ remove: ['l2'] }), old);
  t.like(decision, {
    ok: true,
    events: [{ data: { lines: units([1, 'B', 2]) } }, { data: { totalMinor: 360 } }],
  });
});

const stepOf = (turn: Partial<EditTurn>, { at = now } = {}) =>
  nextStepOfEdit(pending().pendingEdit as NonNullable<ConfirmedOrder['pendingEdit']>, pending(), {
    turn: { authorizationAttempts: 0, ...turn },
    now: at,
    outOfPatience: at === later,
  });
const held = { outcome: 'held' } as const;

test('the process of an edit: hold, authorize, book', (t) => {
  t.like(stepOf({}), { do: 'hold-added-units', lines: [{ sku: 'A', quantity: 1 }] });
  t.like(stepOf({ stock: held }), { do: 'authorize-edit', amount: gbp(500) });
  const payment = { outcome: 'authorized', authorizationId: 'aut_2' } as const;
  t.like(stepOf({ stock: held, payment }), {
    do: 'decide',
    command: { type: 'BookEdit', authorizationId: 'aut_2' },
  });
});

const endings: [what: string, turn: Partial<EditTurn>, code: string][] = [
  [
    'short stock',
    { stock: { outcome: 'short', lines: [{ sku: 'A', requested: 1, available: 0 }] } },
    'out-of-stock',
  ],
  ['a closed reservation', { stock: { outcome: 'closed' } }, 'stock-unavailable'],
  [
    'a decline',
    { stock: held, payment: { outcome: 'declined', reason: 'no money' } },
    'payment-declined',
  ],
  ['a void', { stock: held, payment: { outcome: 'voided' } }, 'payment-declined'],
];
for (const [what, turn, code] of endings) {
  test(`${what} declines the edit`, (t) => {
    t.like(stepOf(turn), { do: 'decide', command: { type: 'AbandonEdit', code } });
  });
}

const waits: [what: string, turn: Partial<EditTurn>, code: string][] = [
  ['inventory', { stock: { outcome: 'unreachable' } }, 'stock-unavailable'],
  [
    'payment',
    { stock: held, payment: { outcome: 'unknown', reason: 'lost' }, authorizationAttempts: 2 },
    'payment-unavailable',
  ],
];
for (const [app, turn, code] of waits) {
  test(`without an answer of ${app} the edit waits, until its patience is over`, (t) => {
    t.deepEqual(stepOf(turn), { do: 'rest' });
    t.like(stepOf(turn, { at: later }), { do: 'withdraw-edit' }, 'its money is given up first');
    const withdrawn = { ...turn, withdrawal: { outcome: 'voided' } } as const;
    t.like(stepOf(withdrawn, { at: later }), { command: { type: 'AbandonEdit', code } });
    const unclear = { ...turn, withdrawal: { outcome: 'unknown', reason: 'lost' } } as const;
    t.deepEqual(stepOf(unclear, { at: later }), { do: 'rest' }, 'it may still have its money');
  });
}

test('an edit that turns out to have its money is booked, once its stock is known', (t) => {
  const payment = { outcome: 'unknown', reason: 'lost' } as const;
  const withdrawal = { outcome: 'authorized', authorizationId: 'aut_2' } as const;
  const asked = { authorizationAttempts: 2, payment, withdrawal };
  t.like(stepOf({ ...asked, stock: held }, { at: later }), {
    command: { type: 'BookEdit', authorizationId: 'aut_2' },
  });
  const stock = { outcome: 'unreachable' } as const;
  t.deepEqual(stepOf({ ...asked, stock }, { at: later }), { do: 'rest' });
});

test('an erasure declines the edit, once its money is given up', (t) => {
  const turn = { stock: held, payment: { outcome: 'erased' } } as const;
  t.deepEqual(stepOf(turn), { do: 'withdraw-edit', editId: 'edt_1' });
  const command = { type: 'AbandonEdit', code: 'payment-declined' };
  t.like(stepOf({ ...turn, withdrawal: { outcome: 'voided' } }), { command });
});

test('a lost answer of payment is asked for once more in the same turn', (t) => {
  const payment = { outcome: 'unknown', reason: 'lost' } as const;
  t.like(stepOf({ stock: held, payment, authorizationAttempts: 1 }), { do: 'authorize-edit' });
});
