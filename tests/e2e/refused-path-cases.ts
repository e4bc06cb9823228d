import { orderOf } from '@commerce/testing/shop';
import { invalid, type Case } from './refused-case.ts';

const valid = orderOf({ A: 1 });
const noOrder = `ord_${'0'.repeat(32)}`;

/** Every operation with an id in its path, with a valid body. */
const withIds: [method: string, path: string, body?: object][] = [
  ['GET', '/orders/:id'],
  ['GET', '/orders/:id/events'],
  ['POST', '/orders/:id/cancellation'],
  ['POST', '/orders/:id/shipments', {}],
  ['POST', '/orders/:id/shipments/shp_0/delivery'],
  ['POST', '/orders/:id/returns', { reason: 'x' }],
  ['POST', '/orders/:id/returns/ret_0/receipt'],
];
const malformedIds = ['ord_0', 'x', `ORD_${'0'.repeat(32)}`, '%27%3B--', noOrder];
/** Ids that would become another path behind the gateway, or no path. */
const strangeIds = ['%00', '%ff', 'x%3Fy', 'x%23y', '..%2Fx', 'x%2f..%2f..%2fdapr%2fsubscribe'];
const ids: Case[] = withIds.flatMap(([method, path, body]) =>
  malformedIds.map((id) => ({
    title: `${method} ${path.replace(':id', id)}`,
    method,
    path: path.replace(':id', id),
    body,
    status: 404,
    type: 'order-not-found',
  })),
);

const strange: Case[] = withIds.flatMap(([method, path, body]) =>
  strangeIds.map((id) => ({
    title: `${method} ${path.replace(':id', id)}`,
    ...{ method, path: path.replace(':id', id), body, ...invalid, pointer: '/id' },
  })),
);

const stockPaths: [method: string, path: string, body?: object][] = [
  ['GET', '/stock/:sku'],
  ['GET', '/stock/:sku/why'],
  ['POST', '/stock/:sku/receipts', { location: 'main', quantity: 1 }],
  ['POST', '/stock/:sku/adjustments', { location: 'main', delta: 1, reason: 'found' }],
  ['POST', '/stock/:sku/transfers', { from: 'main', to: 'annex', quantity: 1 }],
  ['POST', '/stock/:sku/inspections', { location: 'main', quantity: 1, outcome: 'scrap' }],
  ['PUT', '/stock/:sku/threshold', { lowAt: 1 }],
  ['GET', '/products/:sku'],
];
const skus: Case[] = stockPaths.flatMap(([method, path, body]) =>
  ['%20b', '%00', 'x'.repeat(101)].map((sku) => ({
    title: `${method} ${path.replace(':sku', sku)}`,
    method,
    path: path.replace(':sku', sku),
    body,
    ...invalid,
    pointer: '/sku',
  })),
);
// A product that was never created has no receipts.
const unknownStock: Case[] = stockPaths.map(([method, path, body]) => ({
  title: `${method} ${path.replace(':sku', 'NO-SUCH')}`,
  method,
  path: path.replace(':sku', 'NO-SUCH'),
  body,
  status: 404,
  type: /^.products|receipts$/.test(path) ? 'product-not-found' : 'stock-not-found',
}));

const bodies: [method: string, path: string, body: object][] = [
  ['POST', '/orders', valid],
  ['POST', '/orders/{confirmed}/cancellation', {}],
  ['POST', '/orders/{confirmed}/shipments', {}],
  ['POST', '/orders/{shipped}/returns', { reason: 'x' }],
  ['POST', '/stock/{sku}/receipts', { location: 'main', quantity: 1 }],
  ['POST', '/stock/{sku}/adjustments', { location: 'main', delta: 1, reason: 'found' }],
  ['POST', '/stock/{sku}/transfers', { from: 'main', to: 'annex', quantity: 1 }],
  ['POST', '/stock/{sku}/inspections', { location: 'main', quantity: 1, outcome: 'scrap' }],
  ['PUT', '/stock/{sku}/threshold', { lowAt: 1 }],
  ['PUT', '/locations/main', { priority: 1 }],
  ['POST', '/products', { sku: 'X', name: 'X', price: { amountMinor: 1, currency: 'GBP' } }],
];
const every: Case[] = bodies.flatMap(([method, path, body]) => {
  const title = `${method} ${path}`;
  return [
    {
      title: `${title} with an unknown field`,
      ...{ method, path, body: { ...body, colour: 'red' }, ...invalid, pointer: '/colour' },
    },
    {
      title: `${title} with an unknown query parameter`,
      ...{ method, path: `${path}?colour=red`, body, ...invalid, pointer: '/colour' },
    },
    {
      title: `${title} as a form`,
      ...{ method, path, body, status: 415, type: 'unsupported-media-type' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    {
      title: `${title} of more than 1 MiB`,
      ...{ method, path, raw: JSON.stringify({ ...body, note: 'x'.repeat(1024 * 1024) }) },
      ...{ status: 413, type: 'body-too-large' },
    },
  ];
});

const reads: Case[] = [
  ...['/orders/{shipped}', '/orders/{shipped}/events', '/orders', '/products/{sku}'],
  ...['/stock/{sku}', '/stock/{sku}/why'],
].map((path) => ({
  title: `GET ${path} with an unknown query parameter`,
  ...{ method: 'GET', path: `${path}?colour=red`, ...invalid, pointer: '/colour' },
}));
const queries: Case[] = (
  [
    ['/orders?cursor=e30', '/cursor'],
    ['/orders?cursor=%00', '/cursor'],
    [`/orders?cursor=${Buffer.from('["2026-01-01","\\u0000"]').toString('base64url')}`, '/cursor'],
    ['/orders?customer=%00', '/customer'],
    ['/orders?limit=0', '/limit'],
    ['/orders?limit=101', '/limit'],
    ['/orders?status=lost', '/status'],
    ['/orders?status=placed&status=shipped', '/status'],
    ['/orders?status=placed,', '/status'],
    ['/orders?placedFrom=2026-02-31T00:00:00Z', '/placedFrom'],
    ['/orders?placedBefore=0000-01-01T00:00:00Z', '/placedBefore'],
    ['/stock/{sku}/why?cursor=x', '/cursor'],
    ['/stock/{sku}/why?limit=1001', '/limit'],
  ] as const
).map(([path, pointer]) => ({ title: `GET ${path}`, method: 'GET', path, ...invalid, pointer }));

/** Malformed and unknown ids, fields, parameters, types, sizes and cursors on every operation. */
export const paths = [...ids, ...strange, ...skus, ...unknownStock, ...every, ...reads, ...queries];
