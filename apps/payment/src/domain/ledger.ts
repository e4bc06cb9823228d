import type { Money } from '@commerce/contracts/money';
import type { DisputeState } from '@commerce/contracts/payment/payment-api';

/**
 * What the provider owes us; what customers have paid; what was refunded to them; what the bank
 * withholds while a dispute is open; what lost disputes have cost.
 */
export type Account =
  | 'provider-receivable'
  | 'customer-payments'
  | 'customer-refunds'
  | 'disputed-payments'
  | 'dispute-losses';

/** A capture or refund that the provider has performed. */
export interface CompletedOperation {
  orderId: string;
  operationId: string;
  kind: 'capture' | 'refund';
  /** The attempt that succeeded; 1 if absent. */
  attempt?: number;
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

interface Sides {
  debit: Account;
  credit: Account;
}

const SIDES = {
  capture: { debit: 'provider-receivable', credit: 'customer-payments' },
  refund: { debit: 'customer-refunds', credit: 'provider-receivable' },
} as const;

/** A dispute moves money when it is opened and when it is decided. */
const DISPUTE_SIDES: Record<DisputeState, Sides> = {
  opened: { debit: 'disputed-payments', credit: 'provider-receivable' },
  won: { debit: 'provider-receivable', credit: 'disputed-payments' },
  lost: { debit: 'dispute-losses', credit: 'disputed-payments' },
};

/** The ledger transaction of an operation: a debit and a credit of its amount. */
export function entriesOf(operation: CompletedOperation): LedgerEntry[] {
  return entries(transactionIdOf(operation), operation, SIDES[operation.kind]);
}

/** The contra entry of a refund that failed after it was done: the reverse of its transaction. */
export function contraEntriesOf(refund: CompletedOperation): LedgerEntry[] {
  const { debit, credit } = SIDES.refund;
  return entries(`${transactionIdOf(refund)}#failed`, refund, { debit: credit, credit: debit });
}

/** The ledger transaction of a change of a dispute. */
export function disputeEntriesOf(
  orderId: string,
  { disputeId, amount, state }: { disputeId: string; amount: Money; state: DisputeState },
): LedgerEntry[] {
  const transactionId = `${orderId}:dispute:${disputeId}:${state}`;
  const sides = DISPUTE_SIDES[state];
  return entries(transactionId, { orderId, operationId: disputeId, amount }, sides);
}

function entries(
  transactionId: string,
  { orderId, operationId, amount }: { orderId: string; operationId: string; amount: Money },
  { debit, credit }: Sides,
): LedgerEntry[] {
  const entry = { transactionId, amount, orderId, operationId };
  return [
    { ...entry, account: debit, direction: 'debit' },
    { ...entry, account: credit, direction: 'credit' },
  ];
}

/**
 * The id of an operation's ledger transaction; a repeat has the same id. The # is in no operation's
 * id.
 */
export function transactionIdOf({
  orderId,
  kind,
  operationId,
  attempt = 1,
}: Omit<CompletedOperation, 'amount'>): string {
  const id = `${orderId}:${kind}:${operationId}`;
  return attempt === 1 ? id : `${id}#${attempt}`;
}

/** The transactions that do not balance in some currency; a correct ledger has none. */
export function imbalancesOf(ledger: LedgerEntry[]): Imbalance[] {
  const sums = new Map<string, Imbalance>();
  for (const { transactionId, direction, amount } of ledger) {
    const { currency } = amount;
    const key = `${transactionId} ${currency}`;
    const sum = sums.get(key) ?? { transactionId, currency, differenceMinor: 0 };
    sum.differenceMinor += direction === 'debit' ? amount.amountMinor : -amount.amountMinor;
    sums.set(key, sum);
  }
  return [...sums.values()].filter(({ differenceMinor }) => differenceMinor !== 0);
}

/** The balance of an account in a currency: debits minus credits, in minor units. */
export function balanceOf(ledger: LedgerEntry[], account: Account, currency: string): number {
  return ledger
    .filter((entry) => entry.account === account && entry.amount.currency === currency)
    .reduce(
      (sum, { direction, amount }) =>
        direction === 'debit' ? sum + amount.amountMinor : sum - amount.amountMinor,
      0,
    );
}
