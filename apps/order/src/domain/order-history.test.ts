import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { fold, type StreamEvent } from 'dapr-actor-runtime/streams';
import test from 'ava';
import fc from 'fast-check';
import { changesBetween } from './changes.ts';
import { eventsUntil, momentOf, notesIn, orderAfter, redact } from './order-history.ts';
import { confirmed, deliver, placed, requested, sendBack, ship } from './fulfilment-examples.ts';
import { toResource } from './order-resource.ts';
import { absent } from './order-state.ts';
import { evolve, orderDecider, type OrderCommand } from './order.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 10, 0, second)).toISOString();
const times = (...seconds: number[]) => seconds.map((second) => ({ at: at(second) }));
const instant = (second: number) => ({ instant: Date.parse(at(second)) });

function stored(events: OrderEvent[]): StreamEvent[] {
  return events.map((event, n) => ({
    ...event,
    id: `ord_1:${n + 1}`,
    stream: 'ord_1',
    seq: n + 1,
    at: at(n + 1),
    correlationId: 'cor',
  }));
}

const command = fc.oneof(
  fc.constantFrom('A', 'B').map((sku) => ship(`shp_${sku}`, [{ sku, quantity: 1 }])),
  fc.nat(5).map((n) => ship(`shp_${n}`)),
  fc.constant({ ...deliver, shipmentId: 'shp_A' } as OrderCommand),
  fc.nat(3).map((n) => sendBack([{ sku: 'A', quantity: 1 }], undefined, `ret_${n}`)),
  fc.nat(3).map((n): OrderCommand => {
    return { type: 'RecordReturnReceived', returnId: `ret_${n}`, receiptId: 'rcp_1', now: at(0) };
  }),
  fc.nat(3).map((n): OrderCommand => {
    return { type: 'RecordReturned', returnId: `ret_${n}`, now: at(0) };
  }),
  fc.nat(3).map((n): OrderCommand => {
    const lines = [{ sku: 'B', quantity: 1 }];
    return { type: 'CancelLines', commandId: `can_${n}`, lines, now: at(0) };
  }),
  fc.constant<OrderCommand>({ type: 'CancelOrder', now: at(0) }),
  fc.constant<OrderCommand>({ type: 'RecordCompensated', now: at(0) }),
);

/** Streams as the rules make them: an order that ships in parts, and commands in any order. */
const history = fc.array(command, { maxLength: 30 }).map((commands) => {
  const events = [placed('split'), confirmed()];
  for (const one of commands) {
    const decision = orderDecider.decide(one, events.reduce(evolve, absent));
    if (decision.ok) events.push(...decision.events);
  }
  return stored(events);
});

test('momentOf() reads digits as the number of an event', (t) => {
  t.deepEqual(momentOf('7'), { seq: 7 });
  t.deepEqual(momentOf('0'), { seq: 0 });
});

test('momentOf() reads an ISO instant in any zone', (t) => {
  t.deepEqual(momentOf('2026-11-22T10:00:05Z'), instant(5));
  t.deepEqual(momentOf('2026-11-22T12:00:05.000+02:00'), instant(5));
  t.deepEqual(momentOf('2024-02-29T00:00:00Z'), { instant: Date.UTC(2024, 1, 29) });
});

test('momentOf() reads neither a day that does not exist nor anything else', (t) => {
  for (const text of ['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-11-31T10:00:00Z']) {
    t.is(momentOf(text), undefined, text);
  }
  for (const text of ['', '-1', '1.5', 'yesterday', '2026-11-22', '2026-11-22T25:00:00Z']) {
    t.is(momentOf(text), undefined, text);
  }
});

test('eventsUntil() of an event number is that many events, if the order has them', (t) => {
  t.is(eventsUntil(times(1, 2, 3), { seq: 0 }), 0);
  t.is(eventsUntil(times(1, 2, 3), { seq: 3 }), 3);
  t.is(eventsUntil(times(1, 2, 3), { seq: 4 }), undefined);
});

test('eventsUntil() of an instant counts the events committed at or before it', (t) => {
  t.is(eventsUntil(times(1, 3, 5), instant(0)), 0);
  t.is(eventsUntil(times(1, 3, 5), instant(1)), 1);
  t.is(eventsUntil(times(1, 3, 5), instant(4)), 2);
  t.is(eventsUntil(times(1, 3, 5), instant(99)), 3);
});

test('eventsUntil() of an instant counts right even if the clocks of writers differ', (t) => {
  t.is(eventsUntil(times(1, 5, 3), instant(4)), 3, 'the third is later than the second');
});

test('orderAfter() of no events is no order', (t) => {
  t.is(orderAfter('ord_1', stored([placed()]), 0), undefined);
});

test('orderAfter() of n events folds the first n, whatever came later', (t) => {
  fc.assert(
    fc.property(history, (events) => {
      for (let n = 0; n <= events.length; n++) {
        const state = (events as unknown as OrderEvent[]).slice(0, n).reduce(evolve, absent);
        const updatedAt = events[n - 1]?.at;
        t.deepEqual(orderAfter('ord_1', events, n), toResource('ord_1', state, n, { updatedAt }));
      }
    }),
    { numRuns: 50 },
  );
});

test('an order whose state was saved as JSON continues like one that was folded from the start', (t) => {
  fc.assert(
    fc.property(history, fc.nat(), (events, some) => {
      const kept = fold(orderDecider, events.slice(0, some % events.length));
      const read = JSON.parse(JSON.stringify(kept)) as typeof kept;
      const whole = fold(orderDecider, events);
      t.deepEqual(fold(orderDecider, events.slice(kept.version), read), whole);
    }),
    { numRuns: 50 },
  );
});

test('the changes between two versions of an order always include its version', (t) => {
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(), (events, a, b) => {
      const [from, to] = [1 + (a % events.length), 1 + (b % events.length)];
      const changes = changesBetween(
        orderAfter('ord_1', events, from),
        orderAfter('ord_1', events, to),
      );
      const versions = changes.filter(({ pointer }) => pointer === '/version');
      t.deepEqual(versions, from === to ? [] : [{ pointer: '/version', from, to }]);
    }),
    { numRuns: 50 },
  );
});

test('redact() leaves out the payment token and the address', (t) => {
  const [encrypted, second] = stored([placed(), confirmed()]) as [StreamEvent, StreamEvent];
  const secrets = { shippingAddress: { country: 'GB' }, paymentToken: 'tok_ok' };
  const inClear = { ...encrypted, type: 'OrderPlaced.v1', data: { ...encrypted.data, ...secrets } };
  for (const first of [encrypted, inClear]) {
    const shown = redact(first);
    t.notRegex(JSON.stringify(shown), /tok_ok|shippingAddress|paymentToken|encrypted|hash/i);
    t.like(shown, { id: 'ord_1:1', seq: 1, data: { total: { amountMinor: 400 } } });
  }
  t.is(redact(second), second);
  t.regex(JSON.stringify(inClear), /tok_ok/, 'the event itself does not change');
});

test('notesIn() finds what a person wrote, and readers see nothing encrypted', (t) => {
  const [asked, confirmation] = stored([requested('ret_1', [], 100), confirmed()]) as [
    StreamEvent,
    StreamEvent,
  ];
  const repaired = { ...asked, type: 'OrderRepairStarted.v1' };
  t.deepEqual(notesIn(asked), [{ field: 'reason', encrypted: 'encrypted' }]);
  t.deepEqual(notesIn(repaired), [{ field: 'note', encrypted: 'encrypted' }]);
  t.notRegex(JSON.stringify([redact(asked), redact(repaired)]), /encrypted/);
  t.deepEqual(notesIn(confirmation), []);
});

test('notesIn() finds why a closed window was overridden, beside why the units come back', (t) => {
  const [asked] = stored([requested('ret_1', [], 100)]) as [StreamEvent];
  const override = { until: '2026-12-22', by: 'ann', personal: 'encrypted too' };
  const overridden = { ...asked, data: { ...(asked.data as object), windowOverride: override } };
  t.deepEqual(notesIn(overridden), [
    { field: 'reason', encrypted: 'encrypted' },
    { within: 'windowOverride', field: 'reason', encrypted: 'encrypted too' },
  ]);
  const shown = redact(overridden);
  t.notRegex(JSON.stringify(shown), /encrypted/);
  t.like(shown, { data: { windowOverride: { until: '2026-12-22', by: 'ann' } } });
});

test('notesIn() finds nothing in clear text or in an event without a note', (t) => {
  const [asked] = stored([requested('ret_1', [], 100)]) as [StreamEvent];
  const inClear = { ...asked, type: 'OrderReturnRequested.v1', data: { reason: 'too small' } };
  t.deepEqual(notesIn(inClear), []);
  t.is(redact(inClear), inClear);
  t.deepEqual(notesIn({ ...asked, data: {} }), []);
});
