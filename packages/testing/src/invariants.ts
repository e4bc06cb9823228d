import { isDeepStrictEqual } from 'node:util';
import { moneyOfOrder, moneyViolations, type MoneyRecords } from './money-invariants.ts';
import {
  statusAfter,
  pendingWork,
  type Money,
  type OrderHistory,
  type StoredEvent,
} from './order-history.ts';
import { stockOfOrder, stockViolations, type StockRecords } from './stock-invariants.ts';
import { violation, type Violation } from './violation.ts';

/** The contents of the databases and the provider's book, read by readRecords or made by a test. */
export interface Records extends StockRecords, MoneyRecords {
  /** Every event of the streams, in any order. */
  events: StoredEvent[];
  /** Rows of the order summaries. */
  summaries: Summary[];
  /** Events that are stored and not published yet, by the stream that they belong to. */
  unpublished: string[];
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
  tags: string[] | null;
  standing: object | null;
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
  return [...stockViolations(records), ...streamViolations(records), ...moneyViolations(records)];
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
    ...summaryViolations(histories, records),
    ...inboxViolations(records),
    ...records.unpublished.map((id) =>
      violation('every-event-is-published', id, 'has an event in an outbox'),
    ),
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
  ];
}

function summaryViolations(histories: Map<string, OrderHistory>, records: Records): Violation[] {
  const rows = new Map(records.summaries.map((row) => [row.orderId, row]));
  const found: Violation[] = [];
  for (const [orderId, { events }] of histories) {
    const expected = summaryOf(orderId, events);
    const row = rows.get(orderId);
    rows.delete(orderId);
    if (isDeepStrictEqual(row, expected)) continue;
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
  const lastOf = <T>(key: string) =>
    events.findLast(({ data }) => key in data)?.data[key as never] as T | undefined;
  const confirmed = dataOf('OrderConfirmed.v1') as { total: Money } | undefined;
  return {
    orderId,
    status: statusAfter(events),
    version: events.length,
    customerId: placed?.customerId ?? null,
    totalMinor: placed?.total.amountMinor ?? null,
    confirmedMinor: confirmed?.total.amountMinor ?? null,
    currency: placed?.total.currency ?? null,
    tags: lastOf('tags') ?? null,
    standing: lastOf('standing') ?? null,
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
