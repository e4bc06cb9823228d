import test from 'ava';
import type { Order, Replayed } from './replay-orders.ts';
import { formatSummary, percentile, sumAnswers, sumNet } from './summary.ts';

function replayed(status: Order['status'], latencyMs: number): Replayed {
  const lines = [
    { sku: '85123A', quantity: 6, unitPriceMinor: 255 },
    { sku: '71053', quantity: 1, unitPriceMinor: 339 },
  ];
  const total = { amountMinor: 1869, currency: 'GBP' };
  const wasConfirmed = status !== 'rejected';
  return { invoiceNo: '1', latencyMs, wasConfirmed, order: { id: 'ord_1', status, lines, total } };
}

test('sumAnswers() counts units and revenue of confirmed orders only', (t) => {
  const answers = [
    replayed('confirmed', 10),
    replayed('confirmed', 30),
    replayed('rejected', 20),
    { invoiceNo: '2', failure: '503 unavailable' },
  ];
  t.deepEqual(sumAnswers(answers, 2_000), {
    ordersConfirmed: 2,
    ordersRejected: 1,
    units: 14,
    revenueMinor: { GBP: 3_738 },
    ordersPerSecond: 1.5,
    latencyMs: { p50: 20, p99: 30 },
  });
});

const given = {
  kind: 'return' as const,
  units: new Map([
    ['85123A', 2],
    ['71053', 1],
  ]),
  amountMinor: 849,
  done: true,
};
const unmatched = { 'no-earlier-order': { lines: 216, units: 10_684 } };

test('sumNet() subtracts the reversals of orders once they are done', (t) => {
  const gross = { units: 14, revenueMinor: { GBP: 3_738 } };
  const orders = [
    { orderId: 'ord_1', reversals: [], actualReversals: [given, { ...given, done: false }] },
    { orderId: 'ord_2', reversals: [], actualReversals: [given] },
  ];
  t.deepEqual(sumNet(gross, orders, { matchedLines: 3, unmatched }), {
    takenBack: { lines: 3, units: 6, amountMinor: { GBP: 1_698 }, unmatched },
    netUnits: 8,
    netRevenueMinor: { GBP: 2_040 },
  });
});

test('percentile() returns a measured value', (t) => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  t.is(percentile(values, 0.5), 100);
  t.is(percentile(values, 0.99), 198);
  t.is(percentile([7], 0.99), 7);
  t.is(percentile([], 0.5), 0);
});

test('formatSummary() shows every figure, every reason and every check', (t) => {
  const text = formatSummary({
    invoices: 1405,
    refusedLines: { cancellation: 494 },
    ...sumAnswers([replayed('confirmed', 12.34)], 100),
    revenueMinor: { GBP: 53_609_458 },
    takenBack: { lines: 145, units: 1_114, amountMinor: { GBP: 303_480 }, unmatched },
    netUnits: 239_522,
    netRevenueMinor: { GBP: 53_305_978 },
    checks: [
      { name: 'no dead letters', ok: true, detail: 'none' },
      { name: 'stock left', ok: false, detail: '85123A differs' },
    ],
    stepsMs: { replay: 12_345 },
  });
  t.regex(text, /invoices read +1,405\n/);
  t.regex(text, /revenue, GBP +536,094\.58\n/);
  t.regex(text, /lines refused: cancellation +494\n/);
  t.regex(text, /lines taken back +145\n/);
  t.regex(text, /units taken back +1,114\n/);
  t.regex(text, /amount taken back, GBP +3,034\.80\n/);
  t.regex(text, /net units +239,522\n/);
  t.regex(text, /net revenue, GBP +533,059\.78\n/);
  t.regex(text, /not taken back: no-earlier-order +216 lines, 10,684 units\n/);
  t.regex(text, /replay +12\.35 s\n/);
  t.regex(text, /ok +no dead letters: none\n/);
  t.regex(text, /FAILED stock left: 85123A differs$/);
});
