import { undoOf } from '@commerce/contracts/payment/payment-api';
import { amountsOf, type Money, type OrderHistory } from './order-history.ts';
import { violation, type Violation } from './violation.ts';

/** The records of payment, and the provider's book. */
export interface MoneyRecords {
  payments: PaymentRow[];
  operations: OperationRow[];
  /** Debits and credits of each money movement, summed by currency. */
  ledger: {
    orderId: string;
    operationId: string;
    currency: string;
    debit: number;
    credit: number;
    /** What the customer has paid or got back by it, after contra entries. */
    moved: number;
  }[];
  /** The customers' disputes at the bank. */
  disputes: { orderId: string; amountMinor: number; state: 'opened' | 'won' | 'lost' }[];
  /** What the ledger has on the accounts of disputes, by order. */
  withheld: { orderId: string; openMinor: number; lostMinor: number }[];
  book: BookEntry[];
}

interface PaymentRow {
  orderId: string;
  status: string;
  amountMinor: number | null;
  capturedMinor: number;
  refundedMinor: number;
  disputedMinor: number;
  voidConfirmed: boolean;
}

interface OperationRow {
  orderId: string;
  operationId: string;
  kind: 'capture' | 'refund';
  amountMinor: number;
  /** What moved at the provider; it differs from the amount if one capture covers several. */
  movedMinor: number;
  status: string;
  /** Made at the provider and not by us. */
  foreign: boolean;
  refundKind: string | null;
}

/** A decision of the payment provider, as recorded in its book. */
export interface BookEntry {
  reference: string;
  status: string;
  amount?: Money;
  moves?: {
    kind: 'capture' | 'refund';
    /** Absent if it was made by hand; then `id` names it. */
    operationId?: string;
    id?: string;
    amount: Money;
    status: string;
  }[];
}

/** The invariants of the money that hold at any time. */
export function moneyViolations(records: MoneyRecords): Violation[] {
  return [...moneyBounds(records), ...ledgerViolations(records), ...disputeViolations(records)];
}

/** The money of an order in payment and at the provider, once no work and no event of it is pending. */
export function moneyOfOrder(history: OrderHistory, records: MoneyRecords): Violation[] {
  const open = records.operations.filter(
    ({ orderId, status }) => orderId === history.orderId && status === 'open',
  );
  return [
    ...open.map(({ orderId, operationId }) =>
      violation('no-pending-work', orderId, `${operationId} is not performed`),
    ),
    ...paymentOfOrder(history, records),
    ...amountsOfOrder(history, records),
    ...bookOfOrder(history, records),
  ];
}

function moneyBounds({ payments }: MoneyRecords): Violation[] {
  return payments.flatMap(({ orderId, amountMinor, capturedMinor, refundedMinor }) => {
    const found: Violation[] = [];
    if (capturedMinor > (amountMinor ?? 0)) {
      const detail = `captured ${capturedMinor} of ${amountMinor ?? 0}`;
      found.push(violation('captured-at-most-authorized', orderId, detail));
    }
    if (refundedMinor > capturedMinor) {
      const detail = `refunded ${refundedMinor} of ${capturedMinor}`;
      found.push(violation('refunded-at-most-captured', orderId, detail));
    }
    return found;
  });
}

function ledgerViolations({ ledger, payments, operations }: MoneyRecords): Violation[] {
  const found: Violation[] = [];
  for (const { orderId, operationId, currency, debit, credit } of ledger) {
    if (debit === credit) continue;
    const detail = `${operationId}: ${debit} debit, ${credit} credit ${currency}`;
    found.push(violation('ledger-balances', orderId, detail));
  }
  const posted = sumBy(
    ledger,
    ({ orderId, operationId }) => `${orderId} ${operationId}`,
    ({ moved }) => moved,
  );
  for (const { orderId, operationId, movedMinor, status } of operations) {
    const entry = posted.get(`${orderId} ${operationId}`) ?? 0;
    const due = status === 'done' ? movedMinor : 0;
    if (entry === due) continue;
    const detail = `${operationId} is ${status}, ${due}; the ledger has ${entry}`;
    found.push(violation('ledger-has-every-movement', orderId, detail));
  }
  const moved = sumBy(
    operations.filter(({ status }) => status === 'done'),
    ({ orderId, kind }) => `${orderId} ${kind}`,
    ({ movedMinor }) => movedMinor,
  );
  for (const { orderId, capturedMinor, refundedMinor } of payments) {
    const captures = moved.get(`${orderId} capture`) ?? 0;
    const refunds = moved.get(`${orderId} refund`) ?? 0;
    if (captures === capturedMinor && refunds === refundedMinor) continue;
    const detail = `${capturedMinor} and ${refundedMinor}; by movement ${captures} and ${refunds}`;
    found.push(violation('sums-equal-movements', orderId, detail));
  }
  return found;
}

/** Payment, its ledger and its list of disputes agree on what the bank withholds. */
function disputeViolations({ payments, disputes, withheld }: MoneyRecords): Violation[] {
  const sumOf = (orderId: string, state: 'opened' | 'lost') =>
    disputes
      .filter((one) => one.orderId === orderId && one.state === state)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return payments.flatMap(({ orderId, disputedMinor }) => {
    const [open, lost] = [sumOf(orderId, 'opened'), sumOf(orderId, 'lost')];
    const { openMinor = 0, lostMinor = 0 } = withheld.find((one) => one.orderId === orderId) ?? {};
    if (openMinor === open && lostMinor === lost && disputedMinor === open + lost) return [];
    const detail = `open ${open}, lost ${lost}; the ledger has ${openMinor} and ${lostMinor}, the payment ${disputedMinor}`;
    return [violation('disputes-are-in-the-ledger', orderId, detail)];
  });
}

function sumBy<R>(
  rows: R[],
  keyOf: (row: R) => string,
  minorOf: (row: R) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + minorOf(row));
  return sums;
}

/** What the order itself captured and not gave back, or refunded for its returns, in minor units. */
function askedByOrder(
  { operations }: MoneyRecords,
  id: string,
  kind: OperationRow['kind'],
): number {
  const done = operations.filter((one) => one.orderId === id && one.status === 'done');
  const isUndone = (one: OperationRow) =>
    done.some(({ operationId }) => operationId === undoOf(one.operationId));
  return done
    .filter((one) => one.kind === kind && !isUndone(one))
    .filter(({ foreign, refundKind }) => !foreign && (refundKind ?? 'return') === 'return')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function paymentOfOrder(history: OrderHistory, records: MoneyRecords): Violation[] {
  const { payments } = records;
  const { orderId } = history;
  const due = amountsOf(history);
  const payment = payments.find((one) => one.orderId === orderId);
  const found: Violation[] = [];
  const captured = askedByOrder(records, orderId, 'capture');
  const refunded = askedByOrder(records, orderId, 'refund');
  if (captured !== due.shippedMinor) {
    const detail = `captured ${captured}, shipped ${due.shippedMinor}`;
    found.push(violation('captured-equals-shipped', orderId, detail));
  }
  if (refunded !== due.returnedMinor) {
    const detail = `refunded ${refunded}, returned ${due.returnedMinor}`;
    found.push(violation('refunded-equals-returned', orderId, detail));
  }
  for (const [refundId, amountMinor] of due.refunds) {
    const made = records.operations.find(
      (one) => one.orderId === orderId && one.operationId === refundId && one.status === 'done',
    );
    if ((made?.amountMinor ?? 0) === amountMinor) continue;
    const detail = `the order refunded ${amountMinor} by ${refundId}, payment ${made?.amountMinor}`;
    found.push(violation('refunds-match-orders', orderId, detail));
  }
  if (due.authorizedMinor === undefined) {
    const free = payment === undefined || payment.status === 'declined';
    if (!free && !(payment.status === 'voided' && payment.voidConfirmed)) {
      const detail = `the payment of an ended order is ${payment.status}`;
      found.push(violation('ended-orders-hold-no-money', orderId, detail));
    }
  } else {
    const status = due.restIsVoided || due.hasLapsed ? 'voided' : 'authorized';
    if (payment?.status !== status || payment.amountMinor !== due.authorizedMinor) {
      const is = `${payment?.status} ${payment?.amountMinor}`;
      const detail = `${is}, not ${status} ${due.authorizedMinor}`;
      found.push(violation('live-orders-are-authorized', orderId, detail));
    }
  }
  return found;
}

/** What the order says of its amounts is what payment has, once both have heard of everything. */
function amountsOfOrder(
  history: OrderHistory,
  { operations, disputes }: MoneyRecords,
): Violation[] {
  const { orderId } = history;
  const due = amountsOf(history);
  if (due.said === undefined || due.authorizedMinor === undefined) return [];
  const own = operations.filter((one) => one.orderId === orderId && one.status === 'done');
  const sumOf = (rows: OperationRow[], minorOf: (row: OperationRow) => number) =>
    rows.reduce((sum, row) => sum + minorOf(row), 0);
  const captures = own.filter(({ kind }) => kind === 'capture');
  const refunds = own.filter(
    ({ kind, operationId }) => kind === 'refund' && !isOfPayment(operationId),
  );
  const disputedMinor = disputes
    .filter((one) => one.orderId === orderId && one.state !== 'won')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const expected = {
    authorizedMinor: due.authorizedMinor,
    capturedMinor: sumOf(captures, ({ amountMinor }) => amountMinor),
    refundedMinor: sumOf(refunds, ({ amountMinor }) => amountMinor),
    disputedMinor,
    owedMinor: due.said.totalMinor - due.shippedMinor,
  };
  const said = { disputedMinor: 0, ...due.said };
  const keys = Object.keys(expected) as (keyof typeof expected)[];
  const wrong = keys.filter((key) => said[key] !== expected[key]);
  const found = wrong.map((key) =>
    violation('amounts-match-books', orderId, `${key} is ${said[key]}, not ${expected[key]}`),
  );
  if (said.totalMinor <= said.authorizedMinor) return found;
  const detail = `costs ${said.totalMinor}, ${said.authorizedMinor} are authorized`;
  return [...found, violation('amounts-match-books', orderId, detail)];
}

/** Whether payment gave the money back by itself: the order never asked for it. */
function isOfPayment(operationId: string): boolean {
  return operationId === 'excess-capture' || operationId.endsWith(undoOf(''));
}

function bookOfOrder({ orderId }: OrderHistory, { payments, operations, book }: MoneyRecords) {
  const own = payments.find((one) => one.orderId === orderId);
  const entries = book.filter(({ reference }) => reference === orderId);
  const theirs = entries.find(({ status }) => status === 'authorized');
  const found: Violation[] = [];
  const held = entries.filter(({ status }) => /^(authorized|requires-action)$/.test(status));
  if (held.length > 1 || (held.length === 1 && theirs === undefined)) {
    const detail = `the provider holds ${held.map(({ status }) => status).join(', ')}`;
    found.push(violation('money-is-held-once', orderId, detail));
  }
  // Nothing to pay: no provider knows of it.
  const ours = own?.status === 'authorized' && own.amountMinor ? own.amountMinor : undefined;
  if (theirs?.amount?.amountMinor !== ours) {
    const detail = `we have ${ours} authorized, the provider ${theirs?.amount?.amountMinor}`;
    found.push(violation('provider-book-matches', orderId, detail));
  }
  const text = (kind: string, id: string, minor: number) => `${kind} ${id} ${minor}`;
  const ourMoves = operations
    .filter((one) => one.orderId === orderId && one.status === 'done' && one.movedMinor > 0)
    .map(({ kind, operationId, movedMinor }) => text(kind, operationId, movedMinor));
  const theirMoves = entries
    .flatMap(({ moves = [] }) => moves)
    .filter(({ status }) => status === 'done')
    .map(({ kind, operationId, id, amount }) =>
      text(kind, operationId ?? id ?? '', amount.amountMinor),
    );
  if (ourMoves.toSorted().join() !== theirMoves.toSorted().join()) {
    const detail = `we have [${ourMoves.join()}], the provider [${theirMoves.join()}]`;
    found.push(violation('provider-book-matches', orderId, detail));
  }
  return found;
}
