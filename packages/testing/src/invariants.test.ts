import test from 'ava';
import {
  alter,
  carried,
  consistent,
  declined,
  gbp,
  ID,
  STANDING,
  taken,
} from './example-records.ts';
import { violationsAtAnyTime, violationsAtRest, type Records } from './invariants.ts';

test('consistent records have no violations', (t) => {
  t.deepEqual(violationsAtRest(consistent()), []);
  t.deepEqual(violationsAtRest(declined()), []);
});

const disputed = (state: 'opened' | 'won' | 'lost') => ({ orderId: ID, amountMinor: 100, state });

/** The order with a dispute, of which its events say nothing. */
function disputedRecords(state: 'opened' | 'lost'): Records {
  const [openMinor, lostMinor] = state === 'opened' ? [100, 0] : [0, 100];
  return {
    ...alter('payments', { disputedMinor: 100 }),
    disputes: [disputed(state)],
    withheld: [{ orderId: ID, openMinor, lostMinor }],
  };
}

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
  ['ledger-has-every-movement', alter('operations', { status: 'refused' })],
  ['ledger-has-every-movement', alter('operations', { status: 'open' })],
  ['disputes-are-in-the-ledger', alter('payments', { disputedMinor: 100 })],
  ['disputes-are-in-the-ledger', { ...consistent(), disputes: [disputed('opened')] }],
  ['disputes-are-in-the-ledger', { ...disputedRecords('lost'), withheld: [] }],
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
  ({
    ...declined(),
    payments: [{ refundedMinor: 0, disputedMinor: 0, ...voided, ...payment }],
  }) as Records;

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

/** The order whose last event says other amounts. */
function withAmounts(amounts: object): Records {
  const { events, ...records } = consistent();
  const last = events.at(-1) as Records['events'][0];
  const standing = { ...STANDING, amounts: { ...STANDING.amounts, ...amounts } };
  return { ...records, events: events.with(-1, { ...last, data: { ...last.data, standing } }) };
}

const HELD = { reference: ID, amount: gbp(750), moves: [] };

/** The order with another authorization at the provider. */
const withBook = (entry: { status: string }): Records => ({
  ...consistent(),
  book: [...consistent().book, { ...HELD, ...entry }],
});

/** The order whose returned unit was inspected, and what its stock says of it. */
function inspected(said: object, units: object): Records {
  const { events, ...records } = consistent();
  const returned = events.at(-1) as Records['events'][0];
  const received = [{ sku: 'A', quantity: 1, ...said }];
  const data = { returnId: 'ret_1', received, refundAmount: gbp(250) };
  const receipt = { ...returned, id: `${ID}:5`, seq: 5, type: 'OrderReturnReceived.v2', data };
  return {
    ...records,
    events: [...events.slice(0, 4), receipt, { ...returned, id: `${ID}:6`, seq: 6 }],
    carried: [carried(units)],
  };
}

/** The order whose shipment says that it left another location than its stock says. */
function shippedFrom(location: string): Records {
  const { events, ...records } = consistent();
  const shipped = events[2] as Records['events'][0];
  const data = { ...shipped.data, location };
  return { ...records, events: events.with(2, { ...shipped, data }) };
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
  ['summaries-match-streams', alter('summaries', { tags: ['gift'] })],
  ['summaries-match-streams', alter('summaries', { standing: null })],
  ['no-pending-work', alter('operations', { status: 'open' })],
  ['amounts-match-books', withAmounts({ authorizedMinor: 800 })],
  ['amounts-match-books', withAmounts({ capturedMinor: 500 })],
  ['amounts-match-books', withAmounts({ refundedMinor: 0 })],
  ['amounts-match-books', withAmounts({ owedMinor: 250 })],
  ['amounts-match-books', withAmounts({ totalMinor: 1_000, owedMinor: 250 })],
  ['amounts-match-books', withAmounts({ disputedMinor: 100 })],
  ['amounts-match-books', disputedRecords('opened')],
  ['money-is-held-once', withBook({ status: 'authorized' })],
  ['money-is-held-once', withBook({ status: 'requires-action' })],
  ['money-is-held-once', { ...declined(), book: [{ ...HELD, status: 'requires-action' }] }],
  ['returns-are-where-inspected', { ...consistent(), carried: [carried({ sellable: 0 })] }],
  ['returns-are-where-inspected', { ...consistent(), carried: [carried({ scrap: 1 })] }],
  ['returns-are-where-inspected', inspected({ disposition: 'quarantine' }, { sellable: 1 })],
  ['returns-are-where-inspected', inspected({ location: 'east' }, { sellable: 1 })],
  ['shipments-leave-their-location', shippedFrom('east')],
  ['every-event-is-published', { ...consistent(), unpublished: [ID] }],
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

test('a return is where its inspection says, at the location that it names', (t) => {
  const rulesWith = (said: object, units: object) =>
    violationsAtRest(inspected(said, units)).map(({ rule }) => rule);
  const rule = 'returns-are-where-inspected';
  t.false(rulesWith({ disposition: 'scrap' }, { sellable: 0, scrap: 1 }).includes(rule));
  t.false(rulesWith({ location: 'east' }, { location: 'east' }).includes(rule));
  t.true(rulesWith({ location: 'east' }, {}).includes(rule));
});

test('what payment gives back by itself is no refund of the order', (t) => {
  const { operations, ...records } = consistent();
  const [, refund] = operations;
  const excess = { ...refund, operationId: 'excess-capture', refundKind: 'adjustment' };
  const all = { ...records, operations: [...operations, excess] as typeof operations };
  t.false(violationsAtRest(all).some(({ rule }) => rule === 'amounts-match-books'));
});

test('the authorization of an order that lapsed is voided', (t) => {
  const rulesWith = (status: string) => {
    const { events, ...records } = alter('payments', { status });
    const data = { changeId: 'p:1', kind: 'authorization-ended', status: 'partially-returned' };
    const lapsed = { id: `${ID}:6`, stream: ID, seq: 6, type: 'OrderPaymentChanged.v1', data };
    return violationsAtRest({ ...records, events: [...events, lapsed] }).map(({ rule }) => rule);
  };
  t.false(rulesWith('voided').includes('live-orders-are-authorized'));
  t.true(rulesWith('authorized').includes('live-orders-are-authorized'));
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
