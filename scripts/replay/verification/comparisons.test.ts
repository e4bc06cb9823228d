import test from 'ava';
import { compareAuthorizations } from './authorizations.ts';
import { compareDeliveries } from './deliveries.ts';
import { compareCommits } from './events-once.ts';
import { everyInvoiceBecameAnOrder } from './every-invoice.ts';
import type { StoredEvent, StoredOrder } from './order-streams.ts';
import { compareStock } from './stock-left.ts';
import { verdict } from './subject.ts';

function confirmedOrder(id: string): StoredOrder {
  const lines = [
    { sku: '85123A', quantity: 6 },
    { sku: '85123A', quantity: 2 },
  ];
  const placed: StoredEvent = {
    id: `${id}:1`,
    stream: id,
    seq: 1,
    atMs: 0,
    type: 'OrderPlaced.v1',
    lines,
  };
  const confirmed: StoredEvent = {
    id: `${id}:2`,
    stream: id,
    seq: 2,
    atMs: 1,
    type: 'OrderConfirmed.v1',
    lines: null,
  };
  return { id, events: [placed, confirmed], lines };
}

test('compareStock() holds when received less confirmed is on hand and nothing is held', (t) => {
  const received = new Map([['85123A', 10]]);
  const sold = new Map([['85123A', 8]]);
  const left = { onHand: 2, held: 0 };
  t.deepEqual(compareStock({ received, sold, stock: new Map([['85123A', left]]) }), []);
  const short = new Map([['85123A', { onHand: 1, held: 1 }]]);
  t.is(compareStock({ received, sold, stock: short }).length, 2);
  t.deepEqual(compareStock({ received, sold, stock: new Map() }), [
    '85123A: 0 on hand, 2 expected',
  ]);
});

test('compareDeliveries() finds what is missing, what is alien and what came twice', (t) => {
  const subscriber = {
    consumer: 'reservation',
    database: 'inventory' as const,
    types: ['OrderConfirmed.v1'],
  };
  const { events } = confirmedOrder('ord_a');
  t.deepEqual(compareDeliveries(subscriber, events, ['ord_a:2']), {
    deliveries: 1,
    missing: [],
    unexpected: [],
  });
  t.deepEqual(compareDeliveries(subscriber, events, ['ord_a:1', 'ord_a:1']), {
    deliveries: 1,
    missing: ['reservation ord_a:2'],
    unexpected: ['reservation ord_a:1', 'reservation ord_a:1'],
  });
});

test('compareCommits() wants one commit per confirmed order and product, of its units', (t) => {
  const orders = [confirmedOrder('ord_a')];
  const commit = { orderId: 'ord_a', sku: '85123A', units: 8 };
  t.deepEqual(compareCommits(orders, [commit]), []);
  t.deepEqual(compareCommits(orders, []), ['ord_a 85123A was not committed']);
  t.is(compareCommits(orders, [commit, commit]).length, 1);
  t.is(compareCommits(orders, [{ ...commit, units: 6 }]).length, 1);
});

test('compareAuthorizations() finds money reserved for nothing and orders without any', (t) => {
  t.deepEqual(compareAuthorizations(['ord_a'], new Set(['ord_a'])), []);
  t.is(compareAuthorizations(['ord_a', 'ord_b'], new Set(['ord_a'])).length, 1);
  t.is(compareAuthorizations([], new Set(['ord_a'])).length, 1);
});

test('everyInvoiceBecameAnOrder() counts failures by reason', async (t) => {
  const replayed = [
    { invoiceNo: '1', failure: '503 unavailable' },
    { invoiceNo: '2', failure: '503 unavailable' },
    { invoiceNo: '3', failure: '422 unknown-sku' },
  ];
  t.deepEqual(await everyInvoiceBecameAnOrder({ replayed, ordersExpected: 3 }), {
    ok: false,
    detail: '2 failed: 503 unavailable; 1 failed: 422 unknown-sku',
  });
});

test('everyInvoiceBecameAnOrder() finds two invoices that share an order', async (t) => {
  const order = {
    id: 'ord_a',
    status: 'confirmed' as const,
    lines: [],
    total: { amountMinor: 0, currency: 'GBP' },
  };
  const first = { invoiceNo: '1', order, latencyMs: 1 };
  const second = { ...first, invoiceNo: '2' };
  t.false((await everyInvoiceBecameAnOrder({ replayed: [first, second], ordersExpected: 2 })).ok);
  t.true((await everyInvoiceBecameAnOrder({ replayed: [first], ordersExpected: 1 })).ok);
});

test('verdict() lists the first faults and counts the rest', (t) => {
  t.deepEqual(verdict([], 'fine'), { ok: true, detail: 'fine' });
  t.deepEqual(verdict(['a', 'b', 'c', 'd', 'e'], 'fine'), { ok: false, detail: 'a; b; c; 2 more' });
});
