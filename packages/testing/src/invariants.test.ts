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

/** A product of ten units and one order that took three, shipped them and got one back. */
function sound(): Records {
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
    stock: [{ sku: 'A', location: 'main', onHand: 8, held: 0 }],
    movements: [{ sku: 'A', location: 'main', onHand: 8, held: 0 }],
    taken: [{ orderId: ID, sku: 'A', units: 2 }],
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
      { orderId: ID, operationId: 'shp_1', kind: 'capture', amountMinor: 750, status: 'done' },
      { orderId: ID, operationId: 'ret_1', kind: 'refund', amountMinor: 250, status: 'done' },
    ],
    ledger: [
      { orderId: ID, operationId: 'shp_1', currency: 'GBP', debit: 750, credit: 750 },
      { orderId: ID, operationId: 'ret_1', currency: 'GBP', debit: 250, credit: 250 },
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

/** An order that was declined and compensated, and never kept anything. */
function ended(): Records {
  const empty = Object.fromEntries(Object.keys(sound()).map((key) => [key, []]));
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

test('records that agree violate nothing', (t) => {
  t.deepEqual(violationsAtRest(sound()), []);
  t.deepEqual(violationsAtRest(ended()), []);
});

const alter = <K extends keyof Records>(key: K, change: object) => {
  const records = sound();
  const [first, ...rest] = records[key] as object[];
  return { ...records, [key]: [{ ...first, ...change }, ...rest] } as Records;
};

const plantedAnyTime: [rule: string, records: Records][] = [
  ['stock-not-negative', alter('stock', { onHand: -1 })],
  ['stock-not-negative', alter('stock', { held: -1 })],
  ['held-is-on-hand', alter('stock', { held: 9 })],
  ['stock-is-its-movements', alter('movements', { onHand: 9 })],
  ['stock-is-its-movements', alter('movements', { held: 1 })],
  ['stock-is-its-movements', alter('movements', { location: 'elsewhere' })],
  ['stock-is-its-movements', { ...sound(), stock: [] }],
  ['stream-gapless', { ...sound(), events: sound().events.slice(1) }],
  ['stream-gapless', { ...sound(), events: sound().events.toSpliced(2, 1) }],
  ['stream-gapless', alter('events', { id: 'ord_1:7' })],
  ['captured-at-most-authorized', alter('payments', { amountMinor: 749 })],
  ['captured-at-most-authorized', alter('payments', { amountMinor: null })],
  ['refunded-at-most-captured', alter('payments', { refundedMinor: 751 })],
  ['ledger-balances', alter('ledger', { credit: 749 })],
  ['ledger-has-every-movement', { ...sound(), ledger: sound().ledger.slice(1) }],
  ['sums-are-the-movements', alter('payments', { capturedMinor: 700 })],
  ['sums-are-the-movements', alter('payments', { refundedMinor: 0 })],
];

for (const [index, [rule, records]] of plantedAnyTime.entries()) {
  test(`a planted violation of ${rule} is found at any time (${index})`, (t) => {
    const rules = violationsAtAnyTime(records).map((one) => one.rule);
    t.true(rules.includes(rule), rules.join());
  });
}

const voided = { orderId: ID, status: 'voided', amountMinor: 750, capturedMinor: 0 };
const withPayment = (payment: object) =>
  ({ ...ended(), payments: [{ refundedMinor: 0, ...voided, ...payment }] }) as Records;

/** The order of which less will be captured than is authorized, while the rest is kept. */
function withCaptureTotal(minor: number): Records {
  const { events, ...records } = sound();
  const last = events[2] as Records['events'][0];
  const data = { ...last.data, captureTotal: gbp(minor) };
  return { ...records, events: events.with(2, { ...last, data }) };
}

/** The order with another event behind the others, which changes nothing else. */
function withEvent(type: string, data: object): Records {
  const { events, ...records } = sound();
  const last = { id: `${ID}:6`, stream: ID, seq: 6, type, data };
  return { ...records, events: [...events, last] };
}

const plantedAtRest: [rule: string, records: Records][] = [
  ['nothing-is-under-way', { ...ended(), events: ended().events.slice(0, 1) }],
  ['nothing-is-under-way', withEvent('OrderCancelling.v1', {})],
  ['nothing-is-under-way', withEvent('OrderReturnReceived.v1', { returnId: 'ret_2' })],
  ['nothing-is-under-way', withEvent('OrderRepairStarted.v1', { returnId: 'ret_1' })],
  ['captured-is-shipped', alter('payments', { capturedMinor: 500 })],
  ['captured-is-shipped', withPayment({ status: 'authorized', capturedMinor: 750 })],
  ['refunded-is-returned', alter('payments', { refundedMinor: 500 })],
  ['ended-orders-keep-no-money', withPayment({ status: 'authorized' })],
  ['ended-orders-keep-no-money', withPayment({ voidConfirmed: false })],
  ['live-orders-are-authorized', alter('payments', { status: 'voided' })],
  ['live-orders-are-authorized', alter('payments', { amountMinor: 800 })],
  ['live-orders-are-authorized', withCaptureTotal(700)],
  ['nothing-held-at-rest', alter('reservations', { status: 'held', held: 3 })],
  ['units-of-orders-left-the-stock', alter('taken', { units: 3 })],
  ['units-of-orders-left-the-stock', { ...ended(), taken: [{ orderId: ID, sku: 'A', units: 1 }] }],
  ['book-is-ours', { ...sound(), book: [] }],
  ['book-is-ours', alter('book', { amount: gbp(800) })],
  ['book-is-ours', alter('book', { moves: [] })],
  ['book-is-ours', { ...ended(), book: sound().book }],
  ['list-is-the-streams', alter('summaries', { status: 'shipped' })],
  ['list-is-the-streams', alter('summaries', { version: 4 })],
  ['list-is-the-streams', alter('summaries', { confirmedMinor: null })],
  ['list-is-the-streams', { ...sound(), summaries: [] }],
  ['list-is-the-streams', alter('summaries', { orderId: 'ord_2' })],
  ['every-event-taken-once', { ...sound(), inbox: sound().inbox.slice(1) }],
  ['every-event-taken-once', { ...sound(), inbox: sound().inbox.slice(0, -1) }],
  ['every-event-taken-once', alter('inbox', { count: 2 })],
  ['no-dead-letters', { ...sound(), deadLetters: ['ord_1:2'] }],
];

for (const [index, [rule, records]] of plantedAtRest.entries()) {
  test(`a planted violation of ${rule} is found at rest (${index})`, (t) => {
    const rules = violationsAtRest(records).map((one) => one.rule);
    t.true(rules.includes(rule), rules.join());
  });
}

test('what waits for a person is not under way', (t) => {
  const { events, ...records } = withEvent('OrderReturnReceived.v1', { returnId: 'ret_2' });
  const parked = { id: `${ID}:7`, stream: ID, seq: 7, type: 'OrderParked.v1', data: {} };
  const rulesWith = (returnId: string) =>
    violationsAtRest({
      ...records,
      events: [...events, { ...parked, data: { returnId } }],
    }).map(({ rule }) => rule);
  t.false(rulesWith('ret_2').includes('nothing-is-under-way'));
  t.true(rulesWith('ret_1').includes('nothing-is-under-way'));
});

test('an order that waits is found in the queue, or is missed there', (t) => {
  const records = sound();
  const [placed, confirmed] = records.events as [Records['events'][0], Records['events'][0]];
  const waiting = [{ sku: 'A', quantity: 2 }];
  records.events = [placed, { ...confirmed, data: { ...confirmed.data, waiting } }];
  const rules = () => violationsAtRest(records).map(({ rule }) => rule);
  t.true(rules().includes('what-waits-is-queued'));
  t.true(rules().includes('units-of-orders-left-the-stock'));
  records.backorders = [{ orderId: ID, sku: 'A', quantity: 2 }];
  records.taken = [{ orderId: ID, sku: 'A', units: 1 }];
  t.false(rules().includes('what-waits-is-queued'));
  t.false(rules().includes('units-of-orders-left-the-stock'));
});

test('units that are cancelled while some wait are first those that wait', (t) => {
  const records = sound();
  const [placed, confirmed] = records.events as [Records['events'][0], Records['events'][0]];
  const waiting = [{ sku: 'A', quantity: 2 }];
  const cancelled = { status: 'confirmed', lines: [{ line: 0, sku: 'A', quantity: 1 }] };
  records.events = [
    placed,
    { ...confirmed, data: { ...confirmed.data, waiting } },
    { ...confirmed, id: `${ID}:3`, seq: 3, type: 'OrderLinesCancelled.v1', data: cancelled },
  ];
  records.backorders = [{ orderId: ID, sku: 'A', quantity: 1 }];
  records.taken = [{ orderId: ID, sku: 'A', units: 1 }];
  const rules = violationsAtRest(records).map(({ rule }) => rule);
  t.false(rules.includes('what-waits-is-queued'));
  t.false(rules.includes('units-of-orders-left-the-stock'));
});
