import { invalid, type Case } from './refused-case.ts';

/** Requests about stock and products. */
export const stock: Case[] = [
  ...(
    [
      ['zero units', { location: 'main', quantity: 0 }, '/quantity'],
      ['half a unit', { location: 'main', quantity: 0.5 }, '/quantity'],
      ['more units than the limit', { location: 'main', quantity: 1e9 + 1 }, '/quantity'],
      ['a malformed location', { location: 'a b', quantity: 1 }, '/location'],
      ['no location', { quantity: 1 }, '/location'],
      ['an unknown field', { location: 'main', quantity: 1, cost: 1 }, '/cost'],
    ] as const
  ).map(([what, body, pointer]) => ({
    title: `receiving ${what}`,
    path: '/stock/{sku}/receipts',
    body,
    ...invalid,
    pointer,
  })),
  ...(
    [
      ['by nothing', { location: 'main', delta: 0, reason: 'lost' }, '/delta'],
      ['for an unknown reason', { location: 'main', delta: 1, reason: 'magic' }, '/reason'],
      ['with an unknown field', { location: 'main', delta: 1, reason: 'lost', x: 1 }, '/x'],
      ['with an empty note', { location: 'main', delta: 1, reason: 'lost', note: '\0' }, '/note'],
      [
        'with half a surrogate pair',
        { location: 'main', delta: 1, reason: 'lost', note: '\ud800' },
        '/note',
      ],
    ] as const
  ).map(([what, body, pointer]) => ({
    title: `adjusting ${what}`,
    path: '/stock/{sku}/adjustments',
    body,
    ...invalid,
    pointer,
  })),
  {
    title: 'adjusting below zero',
    path: '/stock/{sku}/adjustments',
    body: { location: 'main', delta: -1_000, reason: 'lost' },
    status: 409,
    type: 'insufficient-stock',
    pointer: '/delta',
  },
  {
    title: 'adjusting a location without stock',
    path: '/stock/{sku}/adjustments',
    body: { location: 'nowhere', delta: -1, reason: 'lost' },
    status: 409,
    type: 'insufficient-stock',
    pointer: '/delta',
  },
  {
    title: 'transferring more units than available',
    path: '/stock/{sku}/transfers',
    body: { from: 'main', to: 'annex', quantity: 1_000 },
    status: 409,
    type: 'insufficient-stock',
    pointer: '/quantity',
  },
  {
    title: 'transferring from a location without stock',
    path: '/stock/{sku}/transfers',
    body: { from: 'nowhere', to: 'main', quantity: 1 },
    status: 409,
    type: 'insufficient-stock',
    pointer: '/quantity',
  },
  {
    title: 'transferring to the same location',
    path: '/stock/{sku}/transfers',
    body: { from: 'main', to: 'main', quantity: 1 },
    ...invalid,
    pointer: '/to',
  },
  {
    title: 'transferring with an unknown field',
    path: '/stock/{sku}/transfers',
    body: { from: 'main', to: 'annex', quantity: 1, by: 'x' },
    ...invalid,
    pointer: '/by',
  },
  {
    title: 'a threshold below zero',
    method: 'PUT',
    path: '/stock/{sku}/threshold',
    body: { lowAt: -1 },
    ...invalid,
    pointer: '/lowAt',
  },
  {
    title: 'a threshold with an unknown field',
    method: 'PUT',
    path: '/stock/{sku}/threshold',
    body: { lowAt: 1, highAt: 2 },
    ...invalid,
    pointer: '/highAt',
  },
  {
    title: 'a fractional priority',
    method: 'PUT',
    path: '/locations/main',
    body: { priority: 0.5 },
    ...invalid,
    pointer: '/priority',
  },
  {
    title: 'a priority with an unknown field',
    method: 'PUT',
    path: '/locations/main',
    body: { priority: 1, name: 'x' },
    ...invalid,
    pointer: '/name',
  },
  {
    title: 'a product with an unknown field',
    path: '/products',
    body: { sku: 'X', name: 'X', price: { amountMinor: 1, currency: 'GBP' }, stock: 1 },
    ...invalid,
    pointer: '/stock',
  },
  {
    title: 'a product with a fractional price',
    path: '/products',
    body: { sku: 'X', name: 'X', price: { amountMinor: 1.5, currency: 'GBP' } },
    ...invalid,
    pointer: '/price/amountMinor',
  },
  {
    title: 'a product that exists with another price',
    path: '/products',
    body: { sku: '{sku}', name: 'A thing', price: { amountMinor: 1, currency: 'GBP' } },
    status: 409,
    type: 'product-exists',
  },
];
