import type { Money } from '@commerce/contracts/money';

/** What the provider owes us; what customers have paid; what was given back to them. */
export type Account = 'provider-receivable' | 'customer-payments' | 'customer-refunds';

/** A movement of money that took place. */
export interface Movement {
  orderId: string;
  operationId: string;
  kind: 'capture' | 'refund';
  amount: Money;
}

/** One side of a movement in the double-entry ledger. */
export interface LedgerEntry {
  transactionId: string;
  account: Account;
  direction: 'debit' | 'credit';
  amount: Money;
  orderId: string;
  operationId: string;
}

/** A movement whose debits and credits of a currency differ. */
export interface Imbalance {
  transactionId: string;
  currency: string;
  /** Debits less credits. */
  differenceMinor: number;
}

const SIDES = {
  capture: { debit: 'provider-receivable', credit: 'customer-payments' },
  refund: { debit: 'customer-refunds', credit: 'provider-receivable' },
} as const;

/** The entries of a movement: a debit and a credit of its amount. */
export function entriesOf(movement: Movement): LedgerEntry[] {
  const { orderId, operationId, kind, amount } = movement;
  const entry = { transactionId: transactionIdOf(movement), amount, orderId, operationId };
  return [
    { ...entry, account: SIDES[kind].debit, direction: 'debit' },
    { ...entry, account: SIDES[kind].credit, direction: 'credit' },
  ];
}

/** Names the movement: the same one can stand in the ledger once only. */
export function transactionIdOf({ orderId, kind, operationId }: Omit<Movement, 'amount'>): string {
  return `${orderId}:${kind}:${operationId}`;
}

/** The movements that do not balance in some currency; none, in a ledger of whole movements. */
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

/** What stands on an account in a currency, debits less credits, in minor units. */
export function balanceOf(entries: LedgerEntry[], account: Account, currency: string): number {
  return entries
    .filter((entry) => entry.account === account && entry.amount.currency === currency)
    .reduce(
      (sum, { direction, amount }) =>
        direction === 'debit' ? sum + amount.amountMinor : sum - amount.amountMinor,
      0,
    );
}
