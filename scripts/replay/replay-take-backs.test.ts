import test from 'ava';
import { commandKey, takeBacksByOrder } from './replay-take-backs.ts';
import type { TakeBack } from './take-backs.ts';

function takeBack(cancellationNo: string, invoiceNo: string): TakeBack {
  return { cancellationNo, invoiceNo, kind: 'cancellation', lines: [] };
}

test('takeBacksByOrder() keeps file order and leaves out failed invoices', (t) => {
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
  const [first, second, third] = [takeBack('C4', '1'), takeBack('C5', '2'), takeBack('C6', '1')];
  t.deepEqual(takeBacksByOrder([first, second, third, takeBack('C7', '3')], replayed), [
    { orderId: 'ord_1', takeBacks: [first, third] },
    { orderId: 'ord_2', takeBacks: [second] },
  ]);
});

test('commandKey() gives every command its own key of ASCII letters', (t) => {
  t.is(commandKey('return', 'C536379', '536365'), 'return/C536379/536365');
  t.regex(commandKey('return', 'Nº 7'), /^[\x21-\x7e]+$/);
  t.not(commandKey('return', '1/2', '3'), commandKey('return', '1', '2/3'));
});
