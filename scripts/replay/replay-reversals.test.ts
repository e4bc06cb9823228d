import test from 'ava';
import { commandKey, reversalsByOrder } from './replay-reversals.ts';
import type { Reversal } from './reversals.ts';

function reversal(cancellationNo: string, invoiceNo: string): Reversal {
  return { cancellationNo, invoiceNo, kind: 'cancellation', lines: [] };
}

test('reversalsByOrder() keeps file order and omits failed invoices', (t) => {
  const order = {
    status: 'confirmed' as const,
    lines: [],
    total: { amountMinor: 0, currency: '' },
  };
  const replayed = [
    { invoiceNo: '2', order: { ...order, id: 'ord_2' }, wasConfirmed: true, latencyMs: 1 },
    { invoiceNo: '1', order: { ...order, id: 'ord_1' }, wasConfirmed: true, latencyMs: 1 },
    { invoiceNo: '3', failure: '503 unavailable' },
  ];
  const [first, second, third] = [reversal('C4', '1'), reversal('C5', '2'), reversal('C6', '1')];
  t.deepEqual(reversalsByOrder([first, second, third, reversal('C7', '3')], replayed), [
    { orderId: 'ord_1', reversals: [first, third] },
    { orderId: 'ord_2', reversals: [second] },
  ]);
});

test('commandKey() gives every command its own key of ASCII letters', (t) => {
  t.is(commandKey('return', 'C536379', '536365'), 'return/C536379/536365');
  t.regex(commandKey('return', 'Nº 7'), /^[\x21-\x7e]+$/);
  t.not(commandKey('return', '1/2', '3'), commandKey('return', '1', '2/3'));
});
