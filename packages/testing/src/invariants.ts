import {
  amountsOf,
  statusAfter,
  underWay,
  unitsTaken,
  type Money,
  type OrderStory,
  type StoredEvent,
} from './order-story.ts';

/** What the databases and the provider's book hold, read by readRecords or made by a test. */
export interface Records {
  /** Every event of the streams, in any order. */
  events: StoredEvent[];
  /** Rows of the list of orders. */
  summaries: Summary[];
  stock: StockRow[];
  /** The movement ledger, summed up by product and location. */
  movements: StockRow[];
  /** Units that left the stock for an order by the movement ledger, by order and product. */
  taken: { orderId: string; sku: string; units: number }[];
  reservations: { orderId: string; status: string; held: number }[];
  backorders: { orderId: string; sku: string; quantity: number }[];
  payments: PaymentRow[];
  operations: OperationRow[];
  /** Debits and credits of each movement of money, summed up by currency. */
  ledger: {
    orderId: string;
    operationId: string;
    currency: string;
    debit: number;
    credit: number;
  }[];
  book: BookEntry[];
  inbox: { consumer: string; eventId: string; count: number }[];
  deadLetters: string[];
}

export interface StockRow {
  sku: string;
  location: string;
  onHand: number;
  held: number;
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
  status: string;
}

/** A decision of the payment provider, as its book tells it. */
export interface BookEntry {
  reference: string;
  status: string;
  amount?: Money;
  moves?: {
    kind: 'capture' | 'refund';
    operationId: string;
    amount: Money;
    status: string;
  }[];
}

/** A rule that does not hold, and where. */
export interface Violation {
  rule: string;
  subject: string;
  detail: string;
}

/** The consumers that keep an inbox, and the events that each must have taken. */
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
 * The rules that hold at every instant, each within one database: stock and money never below zero
 * or above their bounds, ledgers that add up, streams without gaps. None: all hold.
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
 * The rules that hold besides once nothing is on its way any more: what one app has agrees with
 * what the others have, and with the provider's book. None: all hold.
 */
export function violationsAtRest(records: Records): Violation[] {
  const stories = storiesOf(records.events);
  return [
    ...violationsAtAnyTime(records),
    ...[...stories.values()].flatMap((story) => orderViolations(story, records)),
    ...summaryViolations(stories, records),
    ...inboxViolations(records),
    ...records.deadLetters.map((id) => violation('no-dead-letters', id, 'is a dead letter')),
  ];
}

function violation(rule: string, subject: string, detail: string): Violation {
  return { rule, subject, detail };
}

function stockViolations({ stock, movements }: Records): Violation[] {
  const found: Violation[] = [];
  const place = ({ sku, location }: StockRow) => `${sku} at ${location}`;
  const sums = new Map(movements.map((row) => [place(row), row]));
  for (const row of stock) {
    const { onHand, held } = row;
    const counts = `${onHand} on hand, ${held} held`;
    if (onHand < 0 || held < 0) found.push(violation('stock-not-negative', place(row), counts));
    if (onHand < held) found.push(violation('held-is-on-hand', place(row), counts));
    const sum = sums.get(place(row));
    if (sum?.onHand !== onHand || sum.held !== held) {
      const chain = `its movements say ${sum?.onHand ?? 'nothing'} and ${sum?.held ?? 'nothing'}`;
      found.push(violation('stock-is-its-movements', place(row), `${counts}; ${chain}`));
    }
    sums.delete(place(row));
  }
  for (const left of sums.keys()) {
    found.push(violation('stock-is-its-movements', left, 'has movements and no stock row'));
  }
  return found;
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
    ({ debit }) => debit,
  );
  for (const { orderId, operationId, amountMinor } of done) {
    const entry = posted.get(`${orderId} ${operationId}`) ?? 0;
    if (entry === amountMinor) continue;
    const detail = `${operationId} moved ${amountMinor}, the ledger has ${entry}`;
    found.push(violation('ledger-has-every-movement', orderId, detail));
  }
  const moved = sumBy(
    done,
    ({ orderId, kind }) => `${orderId} ${kind}`,
    ({ amountMinor }) => amountMinor,
  );
  for (const { orderId, capturedMinor, refundedMinor } of payments) {
    const captures = moved.get(`${orderId} capture`) ?? 0;
    const refunds = moved.get(`${orderId} refund`) ?? 0;
    if (captures === capturedMinor && refunds === refundedMinor) continue;
    const detail = `${capturedMinor} and ${refundedMinor}; by movement ${captures} and ${refunds}`;
    found.push(violation('sums-are-the-movements', orderId, detail));
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

/** The orders as their streams tell them. */
function storiesOf(events: StoredEvent[]): Map<string, OrderStory> {
  return new Map(
    [...Map.groupBy(events, ({ stream }) => stream)].map(([stream, unsorted]) => [
      stream,
      { orderId: stream, events: unsorted.toSorted((a, b) => a.seq - b.seq) },
    ]),
  );
}

function orderViolations(story: OrderStory, records: Records): Violation[] {
  return [
    ...underWay(story).map((what) =>
      violation('nothing-is-under-way', story.orderId, `${what} has not come to its end`),
    ),
    ...moneyOfOrder(story, records),
    ...stockOfOrder(story, records),
    ...bookOfOrder(story, records),
  ];
}

function moneyOfOrder(story: OrderStory, { payments }: Records): Violation[] {
  const { orderId } = story;
  const due = amountsOf(story);
  const payment = payments.find((one) => one.orderId === orderId);
  const found: Violation[] = [];
  const captured = payment?.capturedMinor ?? 0;
  const refunded = payment?.refundedMinor ?? 0;
  if (captured !== due.shippedMinor) {
    const detail = `captured ${captured}, shipped ${due.shippedMinor}`;
    found.push(violation('captured-is-shipped', orderId, detail));
  }
  if (refunded !== due.returnedMinor) {
    const detail = `refunded ${refunded}, returned ${due.returnedMinor}`;
    found.push(violation('refunded-is-returned', orderId, detail));
  }
  if (due.authorizedMinor === undefined) {
    const free = payment === undefined || payment.status === 'declined';
    if (!free && !(payment.status === 'voided' && payment.voidConfirmed)) {
      const detail = `the payment of an ended order is ${payment.status}`;
      found.push(violation('ended-orders-keep-no-money', orderId, detail));
    }
  } else {
    const status = due.restIsFree ? 'voided' : 'authorized';
    if (payment?.status !== status || payment.amountMinor !== due.authorizedMinor) {
      const is = `${payment?.status} ${payment?.amountMinor}`;
      const detail = `${is}, not ${status} ${due.authorizedMinor}`;
      found.push(violation('live-orders-are-authorized', orderId, detail));
    }
  }
  return found;
}

function stockOfOrder(story: OrderStory, records: Records): Violation[] {
  const { orderId } = story;
  const found: Violation[] = [];
  const reservation = records.reservations.find((one) => one.orderId === orderId);
  if (reservation !== undefined && reservation.held !== 0) {
    found.push(violation('nothing-held-at-rest', orderId, `${reservation.held} units are held`));
  }
  const { taken, waiting } = unitsTaken(story);
  const of = <R extends { orderId: string; sku: string }>(rows: R[], sku: string) =>
    rows.find((row) => row.orderId === orderId && row.sku === sku);
  for (const [sku, units] of taken) {
    const left = of(records.taken, sku)?.units ?? 0;
    if (left === units) continue;
    const detail = `${left} of ${sku} left the stock for it, it has ${units}`;
    found.push(violation('units-of-orders-left-the-stock', orderId, detail));
  }
  for (const [sku, units] of waiting) {
    const queued = of(records.backorders, sku)?.quantity ?? 0;
    if (queued === units) continue;
    const detail = `waits for ${units} of ${sku}, ${queued} stand in the queue`;
    found.push(violation('what-waits-is-queued', orderId, detail));
  }
  return found;
}

function bookOfOrder({ orderId }: OrderStory, { payments, operations, book }: Records) {
  const own = payments.find((one) => one.orderId === orderId);
  const entries = book.filter(({ reference }) => reference === orderId);
  const theirs = entries.find(({ status }) => status === 'authorized');
  const found: Violation[] = [];
  const ours = own?.status === 'authorized' ? own.amountMinor : undefined;
  if (theirs?.amount?.amountMinor !== ours) {
    const detail = `we have ${ours} authorized, the provider ${theirs?.amount?.amountMinor}`;
    found.push(violation('book-is-ours', orderId, detail));
  }
  const text = (kind: string, id: string, minor: number) => `${kind} ${id} ${minor}`;
  const ourMoves = operations
    .filter((one) => one.orderId === orderId && one.status === 'done')
    .map(({ kind, operationId, amountMinor }) => text(kind, operationId, amountMinor));
  const theirMoves = entries
    .flatMap(({ moves = [] }) => moves)
    .filter(({ status }) => status === 'done')
    .map(({ kind, operationId, amount }) => text(kind, operationId, amount.amountMinor));
  if (ourMoves.toSorted().join() !== theirMoves.toSorted().join()) {
    const detail = `we have [${ourMoves.join()}], the provider [${theirMoves.join()}]`;
    found.push(violation('book-is-ours', orderId, detail));
  }
  return found;
}

function summaryViolations(stories: Map<string, OrderStory>, records: Records): Violation[] {
  const rows = new Map(records.summaries.map((row) => [row.orderId, row]));
  const found: Violation[] = [];
  for (const [orderId, { events }] of stories) {
    const expected = summaryOf(orderId, events);
    const row = rows.get(orderId);
    rows.delete(orderId);
    if (JSON.stringify(row) === JSON.stringify(expected)) continue;
    const detail = `is ${JSON.stringify(row)}, the stream says ${JSON.stringify(expected)}`;
    found.push(violation('list-is-the-streams', orderId, detail));
  }
  for (const orderId of rows.keys()) {
    found.push(violation('list-is-the-streams', orderId, 'has a row and no stream'));
  }
  return found;
}

function summaryOf(orderId: string, events: StoredEvent[]): Summary {
  const dataOf = (type: string) => events.find((event) => event.type === type)?.data;
  const placing = (dataOf('OrderPlaced.v2') ?? dataOf('OrderPlaced.v1')) as
    { customerId?: string; total: Money } | undefined;
  const confirming = dataOf('OrderConfirmed.v1') as { total: Money } | undefined;
  return {
    orderId,
    status: statusAfter(events),
    version: events.length,
    customerId: placing?.customerId ?? null,
    totalMinor: placing?.total.amountMinor ?? null,
    confirmedMinor: confirming?.total.amountMinor ?? null,
    currency: placing?.total.currency ?? null,
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
        return violation('every-event-taken-once', id, `${consumer} took it ${times} times`);
      }),
  );
}
