import test from 'ava';
import { violationsAtAnyTime, violationsAtRest, type Records } from './invariants.ts';

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const ID = 'ord_1';

const facts: [string, object][] = [
  ['OrderPlaced.v2', { customerId: 'c1', lines: [{ sku: 'A', quantity: 3 }], total: gbp(750) }],
  ['OrderConfirmed.v1', { total: gbp(750) }],
  [
    'OrderShipped.v1',
    { status: 'shipped', lines: [{ sku: 'A', quantity: 3 }], captureAmount: gbp(750) },
  ],
  [
    'OrderReturnRequested.v2',
    {
      status: 'shipped',
      returnId: 'ret_1',
      lines: [{ sku: 'A', quantity: 1 }],
      refundAmount: gbp(250),
    },
  ],
  ['OrderReturned.v1', { status: 'partially-returned', returnId: 'ret_1' }],
];

const taken = (units: object): Records['taken'][0] => ({
  orderId: ID,
  sku: 'A',
  reserved: 0,
  dispatched: 0,
  leftAtCommit: false,
  ...units,
});

/**
 * Consistent records: a product of ten units and one order of three units, shipped, one of them
 * returned.
 */
const done = { orderId: ID, status: 'done', foreign: false, refundKind: null };

function consistent(): Records {
  const events = facts.map(([type, data], index) => ({
    id: `${ID}:${index + 1}`,
    stream: ID,
    seq: index + 1,
    type,
    data,
  }));
  return {
    events,
    summaries: [
      {
        orderId: ID,
        status: 'partially-returned',
        version: 5,
        customerId: 'c1',
        totalMinor: 750,
        confirmedMinor: 750,
        currency: 'GBP',
      },
    ],
    stock: [{ sku: 'A', location: 'main', onHand: 8, reserved: 0, quarantined: 1 }],
    movements: [{ sku: 'A', location: 'main', onHand: 8, reserved: 0, quarantined: 1 }],
    allocated: [],
    taken: [taken({ dispatched: 2 })],
    reservations: [{ orderId: ID, status: 'committed', held: 0 }],
    backorders: [],
    payments: [
      {
        orderId: ID,
        status: 'authorized',
        amountMinor: 750,
        capturedMinor: 750,
        refundedMinor: 250,
        voidConfirmed: false,
      },
    ],
    operations: [
      { operationId: 'shp_1', kind: 'capture', amountMinor: 750, movedMinor: 750, ...done },
      { operationId: 'ret_1', kind: 'refund', amountMinor: 250, movedMinor: 250, ...done },
    ],
    ledger: [
      { orderId: ID, operationId: 'shp_1', currency: 'GBP', debit: 750, credit: 750, moved: 750 },
      { orderId: ID, operationId: 'ret_1', currency: 'GBP', debit: 250, credit: 250, moved: 250 },
    ],
    book: [
      {
        reference: ID,
        status: 'authorized',
        amount: gbp(750),
        moves: [
          { kind: 'capture', operationId: 'shp_1', amount: gbp(750), status: 'done' },
          { kind: 'refund', operationId: 'ret_1', amount: gbp(250), status: 'done' },
        ],
      },
    ],
    inbox: [
      ...events.map(({ id }) => ({ consumer: 'order-summary', eventId: id, count: 1 })),
      { consumer: 'reservation', eventId: `${ID}:2`, count: 1 },
      { consumer: 'payment', eventId: `${ID}:3`, count: 1 },
      { consumer: 'payment-rest', eventId: `${ID}:3`, count: 1 },
    ],
    deadLetters: [],
  };
}

/** A declined order after compensation, which keeps neither units nor money. */
function declined(): Records {
  const empty = Object.fromEntries(Object.keys(consistent()).map((key) => [key, []]));
  const data = { lines: [{ sku: 'A', quantity: 3 }], total: gbp(750) };
  return {
    ...(empty as unknown as Records),
    events: [
      { id: `${ID}:1`, stream: ID, seq: 1, type: 'OrderPlaced.v2', data },
      { id: `${ID}:2`, stream: ID, seq: 2, type: 'OrderRejected.v1', data: {} },
    ],
    summaries: [
      {
        orderId: ID,
        status: 'rejected',
        version: 2,
        customerId: null,
        totalMinor: 750,
        confirmedMinor: null,
        currency: 'GBP',
      },
    ],
    inbox: ['order-summary 1', 'order-summary 2', 'reservation 2', 'payment 2'].map((row) => {
      const [consumer = '', seq] = row.split(' ');
      return { consumer, eventId: `${ID}:${seq}`, count: 1 };
    }),
  };
}

test('consistent records have no violations', (t) => {
  t.deepEqual(violationsAtRest(consistent()), []);
  t.deepEqual(violationsAtRest(declined()), []);
});

const alter = <K extends keyof Records>(key: K, change: object) => {
  const records = consistent();
  const [first, ...rest] = records[key] as object[];
  return { ...records, [key]: [{ ...first, ...change }, ...rest] } as Records;
};

const seededAtAnyTime: [rule: string, records: Records][] = [
  ['stock-not-negative', alter('stock', { onHand: -1 })],
  ['stock-not-negative', alter('stock', { reserved: -1 })],
  ['stock-not-negative', alter('stock', { quarantined: -1 })],
  ['nothing-oversold', alter('stock', { reserved: 8 })],
  ['nothing-oversold', alter('stock', { quarantined: 9 })],
  ['stock-equals-movements', alter('movements', { onHand: 9 })],
  ['stock-equals-movements', alter('movements', { reserved: 1 })],
  ['stock-equals-movements', alter('movements', { quarantined: 0 })],
  ['reserved-equals-allocations', alter('stock', { reserved: 1 })],
  [
    'reserved-equals-allocations',
    { ...consistent(), allocated: [{ sku: 'A', location: 'east', units: 1 }] },
  ],
  ['stock-equals-movements', alter('movements', { location: 'elsewhere' })],
  ['stock-equals-movements', { ...consistent(), stock: [] }],
  ['stream-gapless', { ...consistent(), events: consistent().events.slice(1) }],
  ['stream-gapless', { ...consistent(), events: consistent().events.toSpliced(2, 1) }],
  ['stream-gapless', alter('events', { id: 'ord_1:7' })],
  ['captured-at-most-authorized', alter('payments', { amountMinor: 749 })],
  ['captured-at-most-authorized', alter('payments', { amountMinor: null })],
  ['refunded-at-most-captured', alter('payments', { refundedMinor: 751 })],
  ['ledger-balances', alter('ledger', { credit: 749 })],
  ['ledger-has-every-movement', { ...consistent(), ledger: consistent().ledger.slice(1) }],
  ['sums-equal-movements', alter('payments', { capturedMinor: 700 })],
  ['sums-equal-movements', alter('payments', { refundedMinor: 0 })],
];

for (const [index, [rule, records]] of seededAtAnyTime.entries()) {
  test(`a seeded violation of ${rule} is found at any time (${index})`, (t) => {
    const rules = violationsAtAnyTime(records).map((one) => one.rule);
    t.true(rules.includes(rule), rules.join());
  });
}

const voided = { orderId: ID, status: 'voided', amountMinor: 750, capturedMinor: 0 };
const withPayment = (payment: object) =>
  ({ ...declined(), payments: [{ refundedMinor: 0, ...voided, ...payment }] }) as Records;

/**
 * The order with a capture total below the authorized amount, while the rest is still authorized.
 */
function withCaptureTotal(minor: number): Records {
  const { events, ...records } = consistent();
  const last = events[2] as Records['events'][0];
  const data = { ...last.data, captureTotal: gbp(minor) };
  return { ...records, events: events.with(2, { ...last, data }) };
}

/** The order with one more event, and no other change. */
function withEvent(type: string, data: object): Records {
  const { events, ...records } = consistent();
  const last = { id: `${ID}:6`, stream: ID, seq: 6, type, data };
  return { ...records, events: [...events, last] };
}

const seededAtRest: [rule: string, records: Records][] = [
  ['no-pending-work', { ...declined(), events: declined().events.slice(0, 1) }],
  ['no-pending-work', withEvent('OrderCancelling.v1', {})],
  ['no-pending-work', withEvent('OrderReturnReceived.v1', { returnId: 'ret_2' })],
  ['no-pending-work', withEvent('OrderRepairStarted.v1', { returnId: 'ret_1' })],
  ['captured-equals-shipped', alter('operations', { amountMinor: 500 })],
  ['captured-equals-shipped', { ...declined(), operations: consistent().operations.slice(0, 1) }],
  ['captured-equals-shipped', alter('operations', { foreign: true })],
  [
    'refunded-equals-returned',
    { ...consistent(), operations: consistent().operations.slice(0, 1) },
  ],
  ['ended-orders-hold-no-money', withPayment({ status: 'authorized' })],
  ['ended-orders-hold-no-money', withPayment({ voidConfirmed: false })],
  ['live-orders-are-authorized', alter('payments', { status: 'voided' })],
  ['live-orders-are-authorized', alter('payments', { amountMinor: 800 })],
  ['live-orders-are-authorized', withCaptureTotal(700)],
  [
    'live-orders-are-authorized',
    withEvent('OrderPaymentChanged.v1', { kind: 'authorization-ended' }),
  ],
  ['live-orders-are-authorized', withEvent('OrderReauthorized.v1', { amount: gbp(800) })],
  ['nothing-held-at-rest', alter('reservations', { status: 'held', held: 3 })],
  ['shipped-units-left-the-stock', alter('taken', { dispatched: 3 })],
  ['order-units-are-reserved', alter('taken', { reserved: 1 })],
  ['order-units-are-reserved', { ...declined(), taken: [taken({ reserved: 1 })] }],
  ['shipped-units-left-the-stock', { ...declined(), taken: [taken({ dispatched: 1 })] }],
  ['provider-book-matches', { ...consistent(), book: [] }],
  ['provider-book-matches', alter('book', { amount: gbp(800) })],
  ['provider-book-matches', alter('book', { moves: [] })],
  ['provider-book-matches', { ...declined(), book: consistent().book }],
  ['summaries-match-streams', alter('summaries', { status: 'shipped' })],
  ['summaries-match-streams', alter('summaries', { version: 4 })],
  ['summaries-match-streams', alter('summaries', { confirmedMinor: null })],
  ['summaries-match-streams', { ...consistent(), summaries: [] }],
  ['summaries-match-streams', alter('summaries', { orderId: 'ord_2' })],
  ['every-event-consumed-once', { ...consistent(), inbox: consistent().inbox.slice(1) }],
  ['every-event-consumed-once', { ...consistent(), inbox: consistent().inbox.slice(0, -1) }],
  ['every-event-consumed-once', alter('inbox', { count: 2 })],
  ['no-dead-letters', { ...consistent(), deadLetters: ['ord_1:2'] }],
];

for (const [index, [rule, records]] of seededAtRest.entries()) {
  test(`a seeded violation of ${rule} is found at rest (${index})`, (t) => {
    const rules = violationsAtRest(records).map((one) => one.rule);
    t.true(rules.includes(rule), rules.join());
  });
}

test('units that left the stock at the confirmation count whether they have shipped or not', (t) => {
  const records = consistent();
  const events = records.events.slice(0, 2);
  const early = { dispatched: 3, leftAtCommit: true };
  const rulesWith = (units: object) =>
    violationsAtRest({ ...records, events, taken: [taken(units)] }).map(({ rule }) => rule);
  t.false(rulesWith(early).some((rule) => /^(order|shipped)-units-/.test(rule)));
  t.true(rulesWith({ ...early, dispatched: 2 }).includes('order-units-are-reserved'));
});

test('a refund that an operator skipped moved no money, with or without a return', (t) => {
  const rulesWith = (event: { type: string; data: object }, isMade: boolean) => {
    const { events, operations, ...records } = consistent();
    const last = { id: `${ID}:5`, stream: ID, seq: 5, ...event };
    return violationsAtRest({
      ...records,
      events: [...events.slice(0, 4), last],
      operations: isMade ? operations : operations.slice(0, 1),
    }).map(({ rule }) => rule);
  };
  const status = 'partially-returned';
  const returned = (more: object) => ({
    type: 'OrderReturned.v1',
    data: { status, returnId: 'ret_1', ...more },
  });
  t.false(rulesWith(returned({ refunded: gbp(0) }), false).includes('refunded-equals-returned'));
  t.true(rulesWith(returned({ refunded: gbp(0) }), true).includes('refunded-equals-returned'));
  const refunded = (more: object) => ({
    type: 'OrderRefunded.v1',
    data: { status, refundId: 'rfd_1', amount: gbp(100), ...more },
  });
  t.false(rulesWith(refunded({ refunded: gbp(0) }), false).includes('refunds-match-orders'));
  t.true(rulesWith(refunded({}), false).includes('refunds-match-orders'));
});

test('a part of a return counts with its own amount', (t) => {
  const { events, ...records } = consistent();
  const part = {
    status: 'shipped',
    ...{ returnId: 'ret_1', partId: 'rcp_1', lines: [{ sku: 'A', quantity: 1 }] },
    ...{ refundAmount: gbp(250), restAmount: gbp(0) },
  };
  const [requested, returned] = events.slice(3);
  const parts = [
    {
      ...requested,
      data: { ...part, ...{ lines: [{ sku: 'A', quantity: 3 }] }, refundAmount: gbp(750) },
    },
    { id: `${ID}:5`, stream: ID, seq: 5, type: 'OrderReturnSplit.v1', data: part },
    {
      ...returned,
      id: `${ID}:6`,
      seq: 6,
      data: { status: 'partially-returned', returnId: 'rcp_1' },
    },
  ] as typeof events;
  const rules = violationsAtRest({ ...records, events: [...events.slice(0, 3), ...parts] }).map(
    ({ rule }) => rule,
  );
  t.false(
    rules.some((rule) => /returned|units/.test(rule)),
    rules.join(),
  );
});

test('parked work does not count as pending', (t) => {
  const { events, ...records } = withEvent('OrderReturnReceived.v1', { returnId: 'ret_2' });
  const parked = { id: `${ID}:7`, stream: ID, seq: 7, type: 'OrderParked.v1', data: {} };
  const rulesWith = (returnId: string) =>
    violationsAtRest({
      ...records,
      events: [...events, { ...parked, data: { returnId } }],
    }).map(({ rule }) => rule);
  t.false(rulesWith('ret_2').includes('no-pending-work'));
  t.true(rulesWith('ret_1').includes('no-pending-work'));
});

test('a backordered order must be in the backorder queue', (t) => {
  const records = consistent();
  const [placed, confirmed] = records.events as [Records['events'][0], Records['events'][0]];
  const waiting = [{ sku: 'A', quantity: 2 }];
  records.events = [placed, { ...confirmed, data: { ...confirmed.data, waiting } }];
  const rules = () => violationsAtRest(records).map(({ rule }) => rule);
  t.true(rules().includes('backorders-are-queued'));
  t.true(rules().includes('order-units-are-reserved'));
  records.backorders = [{ orderId: ID, sku: 'A', quantity: 2 }];
  records.taken = [taken({ reserved: 1 })];
  t.false(rules().includes('backorders-are-queued'));
  t.false(rules().includes('order-units-are-reserved'));
});

test('cancelled units are taken from the backordered ones first', (t) => {
  const records = consistent();
  const [placed, confirmed] = records.events as [Records['events'][0], Records['events'][0]];
  const waiting = [{ sku: 'A', quantity: 2 }];
  const cancelled = { status: 'confirmed', lines: [{ line: 0, sku: 'A', quantity: 1 }] };
  records.events = [
    placed,
    { ...confirmed, data: { ...confirmed.data, waiting } },
    { ...confirmed, id: `${ID}:3`, seq: 3, type: 'OrderLinesCancelled.v1', data: cancelled },
  ];
  records.backorders = [{ orderId: ID, sku: 'A', quantity: 1 }];
  records.taken = [taken({ reserved: 1 })];
  const rules = violationsAtRest(records).map(({ rule }) => rule);
  t.false(rules.includes('backorders-are-queued'));
  t.false(rules.includes('order-units-are-reserved'));
});
