import { type Operations, WITH_ORDER } from '../operation.ts';
import { Quote, RequestQuote } from './quote-api.ts';

/** What an order would cost, before anybody orders. */
export const quoteOperations = {
  requestQuote: {
    method: 'POST',
    path: '/quotes',
    summary: 'Prices lines with discount, tax and shipping, without ordering.',
    notes: [
      '`lines`, `charges` and `total` are those of the order that [POST /orders](#post-orders) would place now: ' +
        'both are priced by one function, and both are refused for the same reasons.',
      'A quote is stored nowhere and holds nothing: no price and no stock. If the price of a product changes ' +
        'before the order is placed, the order has the new one.',
    ],
    access: WITH_ORDER,
    readsOnly: true,
    body: RequestQuote,
    answers: { 200: { what: 'what the order would cost', schema: Quote } },
    problems: [
      'unknown-sku',
      'duplicate-line',
      'currency-mismatch',
      'amount-too-large',
      'unknown-discount',
      'no-shipping-fee',
      'amount-below-minimum',
    ],
    example: {
      body: { lines: [{ sku: 'MUG-BLUE', quantity: 2 }], currency: 'GBP' },
      status: 200,
    },
  },
} satisfies Operations;
