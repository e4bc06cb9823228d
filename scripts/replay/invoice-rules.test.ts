import test from 'ava';
import {
  countRefusals,
  judgeInvoice,
  judgeLine,
  judgeReversalLine,
  type InvoiceLine,
  type RefusalReason,
  type ReversalRefusal,
} from './invoice-rules.ts';

function row(fields: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    invoiceNo: '536365',
    stockCode: '85123A',
    description: 'WHITE HANGING HEART',
    quantity: '6',
    unitPrice: '2.55',
    customerId: '17850',
    country: 'United Kingdom',
    ...fields,
  };
}

test('judgeLine() accepts a product line with quantity and price above zero', (t) => {
  t.deepEqual(judgeLine(row()), {
    sellable: true,
    line: { sku: '85123A', description: 'WHITE HANGING HEART', quantity: 6, unitPriceMinor: 255 },
  });
});

test('judgeLine() treats a lower-case code as the same product', (t) => {
  const judged = judgeLine(row({ stockCode: '15056bl' }));
  t.like(judged, { sellable: true, line: { sku: '15056BL' } });
});

const refusals: [string, Partial<InvoiceLine>, RefusalReason][] = [
  ['of a cancellation', { invoiceNo: 'C536379', quantity: '-1' }, 'cancellation'],
  ['of a cancellation, though it could be sold', { invoiceNo: 'C536379' }, 'cancellation'],
  ['for postage', { stockCode: 'POST' }, 'not-a-product'],
  ['for bank charges', { stockCode: 'BANK CHARGES' }, 'not-a-product'],
  ['for a discount', { stockCode: 'D', quantity: '-1' }, 'not-a-product'],
  ['for a manual entry', { stockCode: 'M' }, 'not-a-product'],
  ['with letters before the digits', { stockCode: 'DCGS0003' }, 'not-a-product'],
  ['with a code of four digits', { stockCode: '8512A' }, 'not-a-product'],
  ['with a code of six digits', { stockCode: '851234' }, 'not-a-product'],
  ['with digits after the letters', { stockCode: '85123A1' }, 'not-a-product'],
  ['without a code', { stockCode: '' }, 'not-a-product'],
  ['with a negative quantity', { quantity: '-10' }, 'non-positive-quantity'],
  ['with quantity zero', { quantity: '0' }, 'non-positive-quantity'],
  ['with half a piece', { quantity: '1.5' }, 'malformed-quantity'],
  ['without a quantity', { quantity: '' }, 'malformed-quantity'],
  ['with an absurd quantity', { quantity: '99999999999999999999' }, 'malformed-quantity'],
  ['with price zero', { unitPrice: '0' }, 'non-positive-price'],
  ['with price 0.00', { unitPrice: '0.00' }, 'non-positive-price'],
  ['with a negative price', { unitPrice: '-11062.06' }, 'non-positive-price'],
  ['with a price finer than a penny', { unitPrice: '0.001' }, 'price-finer-than-a-penny'],
  ['with a word for a price', { unitPrice: 'free' }, 'malformed-price'],
];
for (const [which, fields, reason] of refusals) {
  test(`judgeLine() refuses a line ${which}: ${reason}`, (t) => {
    t.deepEqual(judgeLine(row(fields)), { sellable: false, reason });
  });
}

test('judgeReversalLine() accepts units of a product, in any letter case', (t) => {
  const line = row({ invoiceNo: 'C536379', stockCode: '15056bl', quantity: '-3' });
  t.deepEqual(judgeReversalLine(line), { reversible: true, sku: '15056BL', quantity: 3 });
});

const reversalRefusals: [string, Partial<InvoiceLine>, ReversalRefusal, number][] = [
  ['for a discount', { stockCode: 'D', quantity: '-2' }, 'not-a-product', 2],
  ['with half a piece', { quantity: '-1.5' }, 'malformed-quantity', 0],
  ['with quantity zero', { quantity: '0' }, 'non-negative-quantity', 0],
  ['that sells', { quantity: '6' }, 'non-negative-quantity', 0],
  ['with price zero', { quantity: '-6', unitPrice: '0' }, 'non-positive-price', 6],
  ['with a word for a price', { quantity: '-6', unitPrice: 'free' }, 'malformed-price', 6],
];
for (const [which, fields, reason, quantity] of reversalRefusals) {
  test(`judgeReversalLine() refuses a line ${which}: ${reason}`, (t) => {
    const line = row({ invoiceNo: 'C536379', ...fields });
    t.deepEqual(judgeReversalLine(line), { reversible: false, quantity, reason });
  });
}

test('judgeInvoice() returns the reversals of a cancellation, and no sellable lines', (t) => {
  const lines = [
    row({ invoiceNo: 'c536379', customerId: '', quantity: '-1' }),
    row({ invoiceNo: 'c536379', stockCode: 'D', quantity: '-1' }),
  ];
  t.deepEqual(judgeInvoice({ invoiceNo: 'c536379', lines }), {
    invoiceNo: 'c536379',
    sellable: [],
    refused: ['cancellation', 'cancellation'],
    reverses: {
      customerId: '17850',
      lines: [
        { reversible: true, sku: '85123A', quantity: 1 },
        { reversible: false, quantity: 1, reason: 'not-a-product' },
      ],
    },
  });
});

test('judgeInvoice() merges lines of the same product and price, in any letter case', (t) => {
  const lines = [
    row({ stockCode: '85123A', quantity: '6' }),
    row({ stockCode: '71053', quantity: '1', unitPrice: '3.39' }),
    row({ stockCode: '85123a', quantity: '2', unitPrice: '2.550' }),
  ];
  t.deepEqual(judgeInvoice({ invoiceNo: '536365', lines }).order?.lines, [
    { sku: '85123A', quantity: 8, unitPriceMinor: 255 },
    { sku: '71053', quantity: 1, unitPriceMinor: 339 },
  ]);
});

test('judgeInvoice() keeps lines of one product at different prices separate', (t) => {
  const lines = [row({ quantity: '6' }), row({ quantity: '1', unitPrice: '5.10' })];
  t.deepEqual(judgeInvoice({ invoiceNo: '536365', lines }).order?.lines, [
    { sku: '85123A', quantity: 6, unitPriceMinor: 255 },
    { sku: '85123A', quantity: 1, unitPriceMinor: 510 },
  ]);
});

test('judgeInvoice() builds an order from the sellable lines and counts the refused ones', (t) => {
  const lines = [row(), row({ stockCode: 'POST', unitPrice: '18' }), row({ unitPrice: '0' })];
  const judged = judgeInvoice({ invoiceNo: '536365', lines });
  t.deepEqual(judged.order, {
    customerId: '17850',
    lines: [{ sku: '85123A', quantity: 6, unitPriceMinor: 255 }],
    metadata: { country: 'United Kingdom' },
    payment: { token: 'tok_ok' },
    currency: 'GBP',
  });
  t.deepEqual(judged.refused, ['not-a-product', 'non-positive-price']);
});

test('judgeInvoice() builds a guest order if the customer is missing', (t) => {
  const { order } = judgeInvoice({ invoiceNo: '536544', lines: [row({ customerId: '' })] });
  t.truthy(order);
  t.false('customerId' in (order ?? {}));
});

test('judgeInvoice() builds no order from an invoice without a sellable line', (t) => {
  const lines = [row({ invoiceNo: 'C536379', stockCode: 'D', quantity: '-1' })];
  const judged = judgeInvoice({ invoiceNo: 'C536379', lines });
  t.is(judged.order, undefined);
  t.deepEqual(judged.refused, ['cancellation']);
});

test('countRefusals() counts the lines of each reason, the most frequent first', (t) => {
  const invoices = [
    judgeInvoice({ invoiceNo: '1', lines: [row({ stockCode: 'M' }), row({ unitPrice: '0' })] }),
    judgeInvoice({ invoiceNo: '2', lines: [row({ unitPrice: '0' }), row()] }),
  ];
  t.deepEqual(Object.entries(countRefusals(invoices)), [
    ['non-positive-price', 2],
    ['not-a-product', 1],
  ]);
});
