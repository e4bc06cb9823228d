import type { Money } from '@commerce/contracts/money';

/** What the provider owes us; what customers have paid; what was refunded to them. */
export type Account = 'provider-receivable' | 'customer-payments' | 'customer-refunds';

/** A capture or refund that the provider has performed. */
export interface CompletedOperation {
  orderId: string;
  operationId: string;
  kind: 'capture' | 'refund';
  amount: Money;
}

/** A ledger entry: one side of a transaction in double-entry bookkeeping. */
export interface LedgerEntry {
  transactionId: string;
  account: Account;
  direction: 'debit' | 'credit';
  amount: Money;
  orderId: string;
  operationId: string;
}

/** A ledger transaction whose debits and credits in a currency differ. */
export interface Imbalance {
  transactionId: string;
  currency: string;
  /** Debits minus credits. */
  differenceMinor: number;
}

const SIDES = {
  capture: { debit: 'provider-receivable', credit: 'customer-payments' },
  refund: { debit: 'customer-refunds', credit: 'provider-receivable' },
} as const;

/** The ledger transaction of an operation: a debit and a credit of its amount. */
export function entriesOf(operation: CompletedOperation): LedgerEntry[] {
  const { orderId, operationId, kind, amount } = operation;
  const entry = { transactionId: transactionIdOf(operation), amount, orderId, operationId };
  return [
    { ...entry, account: SIDES[kind].debit, direction: 'debit' },
    { ...entry, account: SIDES[kind].credit, direction: 'credit' },
  ];
}

/** The id of an operation's ledger transaction; a repeat has the same id. */
export function transactionIdOf({
  orderId,
  kind,
  operationId,
}: Omit<CompletedOperation, 'amount'>): string {
  return `${orderId}:${kind}:${operationId}`;
}

/** The transactions that do not balance in some currency; a correct ledger has none. */
export function imbalancesOf(entries: LedgerEntry[]): Imbalance[] {
  const sums = new Map<string, Imbalance>();
  for (const { transactionId, direction, amount } of entries) {
    const { currency } = amount;
    const key = `${transactionId} ${currency}`;
    const sum = sums.get(key) ?? { transactionId, currency, differenceMinor: 0 };
    sum.differenceMinor += direction === 'debit' ? amount.amountMinor : -amount.amountMinor;
    sums.set(key, sum);
  }
  return [...sums.values()].filter(({ differenceMinor }) => differenceMinor !== 0);
}

/** The balance of an account in a currency: debits minus credits, in minor units. */
export function balanceOf(entries: LedgerEntry[], account: Account, currency: string): number {
  return entries
    .filter((entry) => entry.account === account && entry.amount.currency === currency)
    .reduce(
      (sum, { direction, amount }) =>
        direction === 'debit' ? sum + amount.amountMinor : sum - amount.amountMinor,
      0,
    );
}
