import { invalid, lines, type Case } from './refused-case.ts';

const path = '/orders/{confirmed}/edits';

/** Edits that cannot be, on orders in the states that matter to them. */
export const edits: Case[] = [
  {
    title: 'adding a product that the order has',
    path,
    body: { add: lines(1) },
    status: 422,
    type: 'duplicate-line',
  },
  {
    title: 'adding a product twice',
    path,
    body: { add: [...lines(1, 'NO-SUCH'), ...lines(1, 'no-such')] },
    status: 422,
    type: 'duplicate-line',
    pointer: '/add/1/sku',
  },
  {
    title: 'adding an unknown product',
    path,
    body: { add: lines(1, 'NO-SUCH') },
    status: 422,
    type: 'unknown-sku',
    pointer: '/add/0/sku',
  },
  {
    title: 'adding a product in another currency',
    path,
    body: { add: lines(1, '{euro}') },
    status: 422,
    type: 'currency-mismatch',
    pointer: '/add/0/sku',
  },
  {
    title: 'adding units once some have shipped',
    path: '/orders/{shipped}/edits',
    body: { change: [{ lineId: 'l1', quantity: 4 }] },
    status: 409,
    type: 'edit-adds-units',
  },
  {
    title: 'adding units to a cancelled order',
    path: '/orders/{cancelled}/edits',
    body: { change: [{ lineId: 'l1', quantity: 4 }] },
    status: 409,
    type: 'order-not-confirmed',
  },
  {
    title: 'adding no units',
    path,
    body: { add: lines(0) },
    ...invalid,
    pointer: '/add/0/quantity',
  },
  { title: 'adding no lines', path, body: { add: [] }, ...invalid, pointer: '/add' },
  {
    title: 'adding a line with a price',
    path,
    body: { add: [{ ...lines(1)[0], unitPriceMinor: 1 }] },
    ...invalid,
  },
];
