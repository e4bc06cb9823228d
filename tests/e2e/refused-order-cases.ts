import { orderOperations } from '@commerce/contracts/order/operations';
import { CUSTOMER, orderOf } from '@commerce/testing/shop';
import { invalid, lines, type Case } from './refused-case.ts';

const valid = orderOf({ A: 1 }) as Record<string, unknown>;
const line = (more: object) => ({ ...valid, lines: [{ sku: 'A', quantity: 1, ...more }] });
const address = (more: object) => ({
  ...valid,
  shippingAddress: { ...CUSTOMER.shippingAddress, ...more },
});
const incomplete = { as: 'guest', status: 422, type: 'incomplete-order' } as const;
const trusted = { status: 403, type: 'trusted-field' };
const manyLines = Array.from({ length: 10_001 }, () => ({ sku: 'A', quantity: 1 }));

/** Bodies of POST /orders. */
export const orders: Omit<Case, 'path'>[] = [
  ...(
    [
      ['zero', 0],
      ['negative', -1],
      ['fractional', 1.5],
      ['huge', 1e21],
      ['too large', 1_000_001],
      ['textual', '1'],
    ] as const
  ).map(([what, quantity]) => ({
    title: `a ${what} quantity`,
    body: line({ quantity }),
    ...invalid,
    pointer: '/lines/0/quantity',
  })),
  { title: 'no lines', body: { ...valid, lines: [] }, ...invalid, pointer: '/lines' },
  { title: '10,001 lines', body: { ...valid, lines: manyLines }, ...invalid, pointer: '/lines' },
  { title: 'no body', ...{ status: 400, type: 'malformed-json' } },
  { title: 'half a body', raw: '{"lines":', status: 400, type: 'malformed-json' },
  { title: 'an array', body: [], ...invalid },
  {
    title: 'no address',
    body: { ...valid, shippingAddress: undefined },
    ...incomplete,
    pointer: '/shippingAddress',
  },
  {
    title: 'an address of any fields',
    body: { ...valid, shippingAddress: { x: '' } },
    ...invalid,
    pointer: '/shippingAddress/x',
  },
  {
    title: 'an address that cannot be stored',
    body: address({ city: '\ud800' }),
    ...invalid,
    pointer: '/shippingAddress/city',
  },
  {
    title: 'a country that does not exist',
    body: address({ country: 'ZZ' }),
    ...incomplete,
    pointer: '/shippingAddress/country',
  },
  {
    title: 'an address without the city that its country needs',
    body: address({ city: undefined }),
    ...incomplete,
    pointer: '/shippingAddress/city',
  },
  {
    title: 'a blank name',
    body: address({ name: ' ' }),
    ...incomplete,
    pointer: '/shippingAddress/name',
  },
  {
    title: 'a postal code of another country',
    body: address({ postalCode: '12345' }),
    ...incomplete,
    pointer: '/shippingAddress/postalCode',
  },
  {
    title: 'a billing address without the state that its country needs',
    body: {
      ...valid,
      billingAddress: { ...CUSTOMER.shippingAddress, country: 'US', postalCode: '90210' },
    },
    ...incomplete,
    pointer: '/billingAddress/region',
  },
  {
    title: 'no contact of a guest',
    body: { ...valid, contact: undefined },
    ...incomplete,
    pointer: '/contact',
  },
  {
    title: 'a contact without an e-mail address',
    body: { ...valid, contact: { email: 'nobody' } },
    ...invalid,
    pointer: '/contact/email',
  },
  ...['pounds', 'ZZZ', 'XXX', 'DEM'].map((currency) => ({
    title: `the currency ${currency}`,
    body: { ...valid, currency },
    ...invalid,
    pointer: '/currency',
  })),
  {
    title: 'an unknown policy',
    body: { ...valid, policy: 'later' },
    ...invalid,
    pointer: '/policy',
  },
  { title: 'an unknown field', body: { ...valid, status: 'x' }, ...invalid, pointer: '/status' },
  {
    title: 'an unknown field of a line',
    body: line({ note: 'x' }),
    ...invalid,
    pointer: '/lines/0/note',
  },
  {
    title: 'an unknown field of the payment',
    body: { ...valid, payment: { token: 'tok_ok', card: '4' } },
    ...invalid,
    pointer: '/payment/card',
  },
  {
    title: 'a malformed product code',
    body: line({ sku: 'a b ' }),
    ...invalid,
    pointer: '/lines/0/sku',
  },
  {
    title: 'an unknown product',
    body: { ...valid, lines: [...lines(1), { sku: 'NO-SUCH', quantity: 1 }] },
    status: 422,
    type: 'unknown-sku',
    pointer: '/lines/1/sku',
  },
  {
    title: 'a product on two lines',
    body: { ...valid, lines: [...lines(1), ...lines(2)] },
    status: 422,
    type: 'duplicate-line',
    pointer: '/lines/1/sku',
  },
  {
    title: 'mixed currencies',
    body: { ...valid, lines: [...lines(1), ...lines(1, '{euro}')] },
    status: 422,
    type: 'currency-mismatch',
    pointer: '/lines/1/sku',
  },
  {
    title: 'an unknown discount',
    body: { ...valid, lines: lines(1), discountCode: 'NO-SUCH' },
    status: 422,
    type: 'unknown-discount',
    pointer: '/discountCode',
  },
  ...(['guest', 'customer', 'admin', 'load tester'] as const).flatMap((as) => [
    {
      title: `a price of a ${as}`,
      body: line({ unitPriceMinor: 1 }),
      as,
      ...trusted,
      pointer: '/lines/0/unitPriceMinor',
    },
    {
      title: `a customer named by a ${as}`,
      body: { ...valid, customerId: '17850' },
      as,
      ...trusted,
      pointer: '/customerId',
    },
  ]),
  {
    title: 'a token of an unknown issuer',
    body: { ...valid, lines: lines(1) },
    headers: { authorization: 'Bearer e30.e30.e30' },
    status: 401,
    type: 'invalid-token',
  },
  {
    title: 'the former header of importers',
    body: line({ unitPriceMinor: 1 }),
    as: 'guest',
    headers: { 'import-token': 'any' },
    ...trusted,
  },
  {
    title: 'a total above the limit',
    body: line({ quantity: 1_000_000, unitPriceMinor: 100_000_000 }),
    status: 422,
    type: 'amount-too-large',
    pointer: '/lines',
  },
  {
    title: 'a total above what the provider charges in the currency',
    body: { ...line({ quantity: 2, unitPriceMinor: 100_000_000 }), currency: 'CHF' },
    status: 422,
    type: 'amount-too-large',
    pointer: '/lines',
  },
  {
    title: 'more units of a product than can be held',
    body: {
      ...valid,
      lines: manyLines.slice(0, 1_001).map((one) => ({
        ...one,
        ...{ quantity: 1_000_000, unitPriceMinor: 0 },
      })),
    },
    status: 422,
    type: 'too-many-units',
    pointer: '/lines/0/sku',
  },
  {
    title: 'no key',
    body: { ...valid, lines: lines(1) },
    headers: { 'idempotency-key': '' },
    status: 400,
    type: 'idempotency-key-required',
  },
  {
    title: 'no key and no body',
    headers: { 'idempotency-key': '' },
    status: 400,
    type: 'idempotency-key-required',
  },
  {
    title: 'a malformed key',
    body: { ...valid, lines: lines(1) },
    headers: { 'idempotency-key': 'two words' },
    status: 400,
    type: 'invalid-idempotency-key',
  },
  {
    title: 'a key of a guest that another guest may send too',
    body: { ...valid, lines: lines(1) },
    as: 'guest',
    headers: { 'idempotency-key': 'checkout-1' },
    status: 400,
    type: 'invalid-idempotency-key',
  },
];

const priceProblems: readonly string[] = orderOperations.requestQuote.problems;

/** Bodies of POST /quotes: a quote is refused for every reason that concerns the price of an order. */
export const quotes: Omit<Case, 'path'>[] = [
  ...orders.flatMap(({ body, ...one }) => {
    const { lines: asked, currency, discountCode } = (body ?? {}) as Record<string, unknown>;
    const isImport = JSON.stringify(asked)?.includes('unitPriceMinor') === true;
    if (isImport || !priceProblems.includes(one.type)) return [];
    return [{ ...one, body: { lines: asked, currency, discountCode } }];
  }),
  {
    title: 'a price',
    body: { lines: [{ sku: '{sku}', quantity: 1, unitPriceMinor: 1 }], currency: 'GBP' },
    ...invalid,
    pointer: '/lines/0/unitPriceMinor',
  },
  { title: 'no lines', body: { lines: [], currency: 'GBP' }, ...invalid, pointer: '/lines' },
  { title: 'no body', ...{ status: 400, type: 'malformed-json' } },
];

const noOrder = `ord_${'0'.repeat(32)}`;
const listed = { method: 'GET', as: 'operator' } as const;

/** Lists of orders. */
export const lists: Case[] = [
  {
    title: 'a list by a product that cannot be',
    ...{ ...listed, path: '/orders?sku=%20b', ...invalid, pointer: '/sku' },
  },
  ...['/orders', '/orders/parked'].flatMap((path) => [
    {
      title: `GET ${path} with a token of nobody`,
      ...{ ...listed, path, headers: { 'consistency-token': 'mine' }, ...invalid },
    },
    {
      title: `GET ${path} with the token of a write that it does not have`,
      ...{ ...listed, path, headers: { 'consistency-token': `${noOrder}:1` } },
      ...{ status: 425, type: 'read-model-behind' },
    },
  ]),
];
