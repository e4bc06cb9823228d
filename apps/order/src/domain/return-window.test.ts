import test from 'ava';
import { isWindowClosed, returnableUntil } from './return-window.ts';

const shipment = (shippedAt: string, deliveredAt?: string) => ({
  ...{ shipmentId: 'shp_1', lines: [], shippedAt },
  ...(deliveredAt === undefined ? {} : { deliveredAt }),
});
const berlin = { days: 14, timeZone: 'Europe/Berlin' };

test('the window begins with the delivery, not with the dispatch', (t) => {
  const shipments = [shipment('2026-03-01T10:00:00.000Z', '2026-03-05T10:00:00.000Z')];
  t.is(returnableUntil({ shipments }, berlin), '2026-03-19');
});
test('a shipment whose delivery is not known counts from its dispatch, and the last one decides', (t) => {
  const shipments = [
    shipment('2026-03-01T10:00:00.000Z', '2026-03-09T10:00:00.000Z'),
    shipment('2026-03-07T10:00:00.000Z'),
  ];
  t.is(returnableUntil({ shipments }, berlin), '2026-03-23');
});
test('an order that has not shipped has no window', (t) => {
  t.is(returnableUntil({ shipments: [] }, berlin), undefined);
  t.false(isWindowClosed(undefined, '2026-03-01T10:00:00.000Z', 'UTC'));
});
test('days are those of the calendar of the shop, also over a change of the clocks', (t) => {
  // Half past midnight of 20 March in Berlin; the clocks change on the 29th.
  const shipments = [shipment('2026-03-19T23:30:00.000Z')];
  const until = returnableUntil({ shipments }, berlin);
  t.is(until, '2026-04-03');
  t.false(isWindowClosed(until, '2026-04-03T21:59:59.000Z', 'Europe/Berlin'), 'before midnight');
  t.true(isWindowClosed(until, '2026-04-03T22:00:00.000Z', 'Europe/Berlin'), 'midnight');
  t.is(returnableUntil({ shipments }, { days: 14, timeZone: 'UTC' }), '2026-04-02');
});
test('the last day is all of it: until 23:59 where the shop is, also if it has 25 hours', (t) => {
  // The clocks go back in Berlin in the night to 25 October 2026: the day begins at 22:00 UTC, and ends 25 hours later.
  const shipments = [shipment('2026-10-11T10:00:00.000Z')];
  const until = returnableUntil({ shipments }, berlin);
  t.is(until, '2026-10-25');
  const isOpen = (instant: string) => !isWindowClosed(until, instant, 'Europe/Berlin');
  t.true(isOpen('2026-10-24T22:00:00.000Z'), '00:00');
  t.true(isOpen('2026-10-25T22:59:59.999Z'), '23:59, 25 hours later');
  t.false(isOpen('2026-10-25T23:00:00.000Z'), '00:00 of the next day');
});
