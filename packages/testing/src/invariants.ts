import { exchangeViolations } from './exchange-invariants.ts';
import {
  amountsOf,
  hasLapsed,
  statusAfter,
  pendingWork,
  type Money,
  type OrderHistory,
  type StoredEvent,
} from './order-history.ts';
import { stockOfOrder, stockViolations, type StockRecords } from './stock-invariants.ts';
import { violation, type Violation } from './violation.ts';

/** The contents of the databases and the provider's book, read by readRecords or made by a test. */
export interface Records extends StockRecords {
  /** Every event of the streams, in any order. */
  events: StoredEvent[];
  /** Rows of the order summaries. */
  summaries: Summary[];
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
  book: BookEntry[];
  inbox: { consumer: string; eventId: string; count: number }[];
  deadLetters: string[];
}

interface Summary {
  orderId: string;
  status: string;
  version: number;
  customerId: string | null;
  totalMinor: number | null;
  confirmedMinor: number | null;
  currency: string | null;
}

interface PaymentRow {
  orderId: string;
  status: string;
  amountMinor: number | null;
  capturedMinor: number;
  refundedMinor: number;
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

/** The consumers with an inbox, and the events that each must have consumed. */
const consumers: { consumer: string; takes: (type: string) => boolean }[] = [
  { consumer: 'order-summary', takes: () => true },
  {
    consumer: 'reservation',
    takes: (type) => /^Order(?:Confirmed|Rejected|Cancelled)\./.test(type),
  },
  { consumer: 'payment', takes: (type) => /^Order(?:Rejected|Cancelled|Shipped)\./.test(type) },
  { consumer: 'payment-rest', takes: (type) => /^Order(?:Shipped|LinesCancelled)\./.test(type) },
];

/**
 * Checks the invariants that hold at any time, each within one database: stock and money stay within
 * their bounds, ledgers add up, streams have no gaps. An empty result means that all hold.
 */
export function violationsAtAnyTime(records: Records): Violation[] {
  return [
    ...stockViolations(records),
    ...streamViolations(records),
    ...moneyBounds(records),
    ...ledgerViolations(records),
  ];
}

/**
 * Also checks the invariants that hold once no work and no event is pending: the data of the apps agree
 * with each other and with the provider's book. An empty result means that all hold.
 */
export function violationsAtRest(records: Records): Violation[] {
  const histories = historiesOf(records.events);
  return [
    ...violationsAtAnyTime(records),
    ...[...histories.values()].flatMap((history) => orderViolations(history, records)),
    ...exchangeViolations(histories),
    ...summaryViolations(histories, records),
    ...inboxViolations(records),
    ...records.deadLetters.map((id) => violation('no-dead-letters', id, 'is a dead letter')),
  ];
}

function streamViolations({ events }: Records): Violation[] {
  return [...Map.groupBy(events, ({ stream }) => stream)].flatMap(([stream, unsorted]) => {
    const seqs = unsorted.map(({ seq }) => seq).toSorted((a, b) => a - b);
    const gap = seqs.findIndex((seq, index) => seq !== index + 1);
    if (gap !== -1) return [violation('stream-gapless', stream, `has ${seqs.join(', ')}`)];
    const misnamed = unsorted.find(({ id, seq }) => id !== `${stream}:${seq}`);
    return misnamed === undefined ? [] : [violation('stream-gapless', stream, misnamed.id)];
  });
}

function moneyBounds({ payments }: Records): Violation[] {
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

function ledgerViolations({ ledger, payments, operations }: Records): Violation[] {
  const found: Violation[] = [];
  for (const { orderId, operationId, currency, debit, credit } of ledger) {
    if (debit === credit) continue;
    const detail = `${operationId}: ${debit} debit, ${credit} credit ${currency}`;
    found.push(violation('ledger-balances', orderId, detail));
  }
  const done = operations.filter(({ status }) => status === 'done');
  const posted = sumBy(
    ledger,
    ({ orderId, operationId }) => `${orderId} ${operationId}`,
    ({ moved }) => moved,
  );
  for (const { orderId, operationId, movedMinor } of done) {
    const entry = posted.get(`${orderId} ${operationId}`) ?? 0;
    if (entry === movedMinor) continue;
    const detail = `${operationId} is ${movedMinor}, the ledger has ${entry}`;
    found.push(violation('ledger-has-every-movement', orderId, detail));
  }
  const moved = sumBy(
    done,
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

function sumBy<R>(
  rows: R[],
  keyOf: (row: R) => string,
  minorOf: (row: R) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + minorOf(row));
  return sums;
}

/** The histories of the orders, from their streams. */
function historiesOf(events: StoredEvent[]): Map<string, OrderHistory> {
  return new Map(
    [...Map.groupBy(events, ({ stream }) => stream)].map(([stream, unsorted]) => [
      stream,
      { orderId: stream, events: unsorted.toSorted((a, b) => a.seq - b.seq) },
    ]),
  );
}

function orderViolations(history: OrderHistory, records: Records): Violation[] {
  return [
    ...pendingWork(history).map((what) =>
      violation('no-pending-work', history.orderId, `${what} is not finished`),
    ),
    ...moneyOfOrder(history, records),
    ...stockOfOrder(history, records),
    ...bookOfOrder(history, records),
  ];
}

/** What the order itself captured, or refunded for its returns, in minor units. */
function askedByOrder({ operations }: Records, id: string, kind: OperationRow['kind']): number {
  return operations
    .filter((one) => one.orderId === id && one.kind === kind && one.status === 'done')
    .filter(({ foreign, refundKind }) => !foreign && (refundKind ?? 'return') === 'return')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function moneyOfOrder(history: OrderHistory, records: Records): Violation[] {
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
  } else if (hasLapsed(history)) {
    if (payment?.status === 'authorized') {
      const detail = `the authorization has ended, and the payment is ${payment.status}`;
      found.push(violation('live-orders-are-authorized', orderId, detail));
    }
  } else {
    const status = due.restIsVoided ? 'voided' : 'authorized';
    if (payment?.status !== status || payment.amountMinor !== due.authorizedMinor) {
      const is = `${payment?.status} ${payment?.amountMinor}`;
      const detail = `${is}, not ${status} ${due.authorizedMinor}`;
      found.push(violation('live-orders-are-authorized', orderId, detail));
    }
  }
  return found;
}

function bookOfOrder({ orderId }: OrderHistory, { payments, operations, book }: Records) {
  const own = payments.find((one) => one.orderId === orderId);
  const entries = book.filter(({ reference }) => reference === orderId);
  const theirs = entries.find(({ status }) => status === 'authorized');
  const found: Violation[] = [];
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

function summaryViolations(histories: Map<string, OrderHistory>, records: Records): Violation[] {
  const rows = new Map(records.summaries.map((row) => [row.orderId, row]));
  const found: Violation[] = [];
  for (const [orderId, { events }] of histories) {
    const expected = summaryOf(orderId, events);
    const row = rows.get(orderId);
    rows.delete(orderId);
    if (JSON.stringify(row) === JSON.stringify(expected)) continue;
    const detail = `is ${JSON.stringify(row)}, the stream gives ${JSON.stringify(expected)}`;
    found.push(violation('summaries-match-streams', orderId, detail));
  }
  for (const orderId of rows.keys()) {
    found.push(violation('summaries-match-streams', orderId, 'has a row but no stream'));
  }
  return found;
}

function summaryOf(orderId: string, events: StoredEvent[]): Summary {
  const dataOf = (type: string) => events.find((event) => event.type === type)?.data;
  const placed = (dataOf('OrderPlaced.v2') ?? dataOf('OrderPlaced.v1')) as
    { customerId?: string; total: Money } | undefined;
  const confirmed = dataOf('OrderConfirmed.v1') as { total: Money } | undefined;
  return {
    orderId,
    status: statusAfter(events),
    version: events.length,
    customerId: placed?.customerId ?? null,
    totalMinor: placed?.total.amountMinor ?? null,
    confirmedMinor: confirmed?.total.amountMinor ?? null,
    currency: placed?.total.currency ?? null,
  };
}

function inboxViolations({ events, inbox }: Records): Violation[] {
  const counts = new Map(inbox.map((row) => [`${row.consumer} ${row.eventId}`, row.count]));
  return events.flatMap(({ id, type }) =>
    consumers
      .filter(({ takes }) => takes(type))
      .filter(({ consumer }) => counts.get(`${consumer} ${id}`) !== 1)
      .map(({ consumer }) => {
        const times = counts.get(`${consumer} ${id}`) ?? 0;
        return violation('every-event-consumed-once', id, `${consumer} consumed it ${times} times`);
      }),
  );
}
