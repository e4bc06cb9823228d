import test from 'ava';
import fc from 'fast-check';
import { balanceOf, entriesOf, imbalancesOf, transactionIdOf, type LedgerEntry } from './ledger.ts';
import { capture, refund, settle, sumOf, type Operation } from './operation.ts';
import type { Payment } from './payment.ts';

const operation = {
  orderId: 'ord_1',
  operationId: 's1',
  kind: 'capture',
  amount: { amountMinor: 400, currency: 'GBP' },
} as const;

test('entriesOf() a capture: the provider owes us what the customer paid', (t) => {
  t.like(entriesOf(operation), [
    { account: 'provider-receivable', direction: 'debit', amount: operation.amount },
    { account: 'customer-payments', direction: 'credit', amount: operation.amount },
  ]);
});

test('entriesOf() a refund: the provider owes us less by the refunded amount', (t) => {
  t.like(entriesOf({ ...operation, kind: 'refund', operationId: 'r1' }), [
    { account: 'customer-refunds', direction: 'debit', amount: operation.amount },
    { account: 'provider-receivable', direction: 'credit', amount: operation.amount },
  ]);
});

test('transactionIdOf() is the same for a repeat of the operation', (t) => {
  t.is(transactionIdOf(operation), 'ord_1:capture:s1');
  t.not(transactionIdOf({ ...operation, kind: 'refund' }), transactionIdOf(operation));
});

test('imbalancesOf() finds a transaction with one side missing', (t) => {
  const [debit, credit] = entriesOf(operation) as [LedgerEntry, LedgerEntry];
  t.deepEqual(imbalancesOf([debit, credit]), []);
  t.deepEqual(imbalancesOf([credit]), [
    { transactionId: 'ord_1:capture:s1', currency: 'GBP', differenceMinor: -400 },
  ]);
});

test('imbalancesOf() compares each currency separately', (t) => {
  const [debit, credit] = entriesOf(operation) as [LedgerEntry, LedgerEntry];
  const wrong = { ...credit, amount: { ...credit.amount, currency: 'EUR' } };
  t.is(imbalancesOf([debit, wrong]).length, 2);
});

interface Shop {
  payment: Payment;
  operations: Operation[];
}
const CURRENCIES = ['GBP', 'EUR', 'JPY'];

const command = fc.record({
  order: fc.nat({ max: 2 }),
  decide: fc.constantFrom(capture, refund),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  amountMinor: fc.integer({ min: 1, max: 1_500 }),
  currency: fc.constantFrom(...CURRENCIES),
  answer: fc.constantFrom('done', 'refused', 'unknown'),
});

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** Runs a command and the provider's answer to it, as the app does. */
function run(shop: Shop, { decide, id, amountMinor, currency, answer }: Command) {
  const step = decide(shop.payment, shop.operations, { id, amount: { amountMinor, currency } });
  if (step.do !== 'perform') return undefined;
  const { operation: requested } = step;
  const answers = {
    done: { outcome: 'done', providerId: 'p' },
    refused: { outcome: 'refused', reason: 'no' },
    unknown: { outcome: 'unknown', reason: 'timeout' },
  } as const;
  const settled = settle(requested, answers[answer as keyof typeof answers], requested.attempt);
  shop.operations = [...shop.operations.filter((one) => one.id !== id), settled ?? requested];
  return settled?.status === 'done' ? settled : undefined;
}

test('after any commands the ledger balances, and no sum exceeds its limit', (t) => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const shops = CURRENCIES.map((currency, order): Shop => {
        const amount = { amountMinor: 1_000 * (order + 1), currency };
        const payment = { status: 'authorized', amount, authorizationId: 'auth' } as const;
        return { payment, operations: [] };
      });
      const entries: LedgerEntry[] = [];
      for (const one of commands) {
        const shop = shops[one.order] as Shop;
        const done = run(shop, one);
        if (done === undefined) continue;
        const { id: operationId, kind, amount } = done;
        entries.push(...entriesOf({ orderId: `ord_${one.order}`, operationId, kind, amount }));
      }
      t.deepEqual(imbalancesOf(entries), []);
      CURRENCIES.forEach((currency, order) => {
        const { operations } = shops[order] as Shop;
        const captured = sumOf(operations, 'capture', ['done']);
        const refunded = sumOf(operations, 'refund', ['done']);
        t.true(captured <= 1_000 * (order + 1));
        t.true(refunded <= captured);
        t.is(balanceOf(entries, 'customer-payments', currency), 0 - captured);
        t.is(balanceOf(entries, 'customer-refunds', currency), refunded);
        t.is(balanceOf(entries, 'provider-receivable', currency), captured - refunded);
      });
      const ids = entries.map((one) => `${one.transactionId} ${one.direction}`);
      t.is(new Set(ids).size, ids.length, 'an operation is in the ledger once');
    }),
  );
});
