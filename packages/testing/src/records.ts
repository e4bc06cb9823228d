import pg from 'pg';
import type { Records } from './invariants.ts';
import type { BookEntry } from './money-invariants.ts';

/** Entries of the provider's book per request: the provider's own limit. */
const BOOK_PAGE = 500;
/** Longest wait for one page of the book, ms. */
const BOOK_TIMEOUT_MS = 10_000;

/** Where a running platform stores its data. */
export interface RecordSources {
  databaseUrls: Record<string, string>;
  paymentProviderUrl: string;
}

/** The orders and products to read; all of them if omitted. */
export interface RecordScope {
  orderIds?: string[];
  skus?: string[];
}

const ORDER_QUERIES = {
  events: `SELECT event->>'id' AS id, event->>'type' AS type, event->>'stream' AS stream,
                  (event->>'seq')::int AS seq, event->'data' AS data
           FROM (SELECT convert_from(value, 'utf8')::jsonb AS event FROM stream_state
                 WHERE key LIKE 'order||order-%' AND ($1::text[] IS NULL OR
                   substring(key FROM '^order\\|\\|order-(.*)-[0-9]+$') = ANY($1))) AS rows`,
  summaries: `SELECT order_id AS "orderId", status, version, customer_id AS "customerId",
                     total_minor::float8 AS "totalMinor",
                     confirmed_minor::float8 AS "confirmedMinor", currency,
                     tags->'tags' AS tags, standing - 'version' AS standing
              FROM order_summaries WHERE $1::text[] IS NULL OR order_id = ANY($1)`,
};

const INVENTORY_QUERIES = {
  reservations: `SELECT order_id AS "orderId", status,
                        CASE status WHEN 'held' THEN (
                          SELECT coalesce(sum((line->>'quantity')::int), 0)::int
                          FROM jsonb_array_elements(lines) AS line) ELSE 0 END AS held
                 FROM reservations WHERE $1::text[] IS NULL OR order_id = ANY($1)`,
  backorders: `SELECT order_id AS "orderId", sku, quantity::float8 AS quantity FROM backorders
               WHERE $1::text[] IS NULL OR order_id = ANY($1)`,
  taken: `SELECT order_id AS "orderId", sku, sum(reserved_delta)::float8 AS reserved,
                 sum(CASE WHEN kind IN ('ship', 'withdraw', 'commit') THEN units
                          WHEN kind IN ('return', 'scrap', 'restock') THEN -units
                          ELSE 0 END)::float8 AS dispatched,
                 bool_or(kind = 'commit') AS "leftAtCommit"
          FROM (SELECT *, coalesce(quantity, abs(on_hand_delta)) AS units FROM stock_movements
                WHERE order_id IS NOT NULL AND ($1::text[] IS NULL OR order_id = ANY($1))) AS rows
          GROUP BY order_id, sku`,
  carried: `SELECT order_id AS "orderId", sku, location,
                   sum(CASE WHEN kind = 'ship' THEN units ELSE 0 END)::float8 AS shipped,
                   sum(CASE WHEN kind IN ('return', 'restock', 'withdraw')
                            THEN on_hand_delta - quarantined_delta ELSE 0 END)::float8 AS sellable,
                   sum(CASE WHEN kind IN ('return', 'withdraw')
                            THEN quarantined_delta ELSE 0 END)::float8 AS quarantine,
                   sum(CASE WHEN kind = 'scrap' THEN units
                            WHEN kind = 'withdraw' AND on_hand_delta = 0 THEN -units
                            ELSE 0 END)::float8 AS scrap
            FROM (SELECT *, coalesce(quantity, abs(on_hand_delta)) AS units FROM stock_movements
                  WHERE order_id IS NOT NULL AND ($1::text[] IS NULL OR order_id = ANY($1))) AS rows
            GROUP BY order_id, sku, location`,
};

const STOCK_QUERIES = {
  stock: `SELECT sku, location, on_hand::float8 AS "onHand", reserved::float8 AS reserved,
                 quarantined::float8 AS quarantined FROM stock
          WHERE $1::text[] IS NULL OR sku = ANY($1)`,
  movements: `SELECT sku, location, sum(on_hand_delta)::float8 AS "onHand",
                     sum(reserved_delta)::float8 AS reserved,
                     sum(quarantined_delta)::float8 AS quarantined
              FROM stock_movements WHERE $1::text[] IS NULL OR sku = ANY($1)
              GROUP BY sku, location`,
  allocated: `SELECT line->>'sku' AS sku, line->>'location' AS location,
                     sum((line->>'quantity')::bigint)::float8 AS units
              FROM reservations, jsonb_array_elements(lines) AS line
              WHERE status IN ('held', 'committed')
                AND ($1::text[] IS NULL OR line->>'sku' = ANY($1))
              GROUP BY 1, 2`,
};

const PAYMENT_QUERIES = {
  payments: `SELECT order_id AS "orderId", status, amount_minor::float8 AS "amountMinor",
                    captured_minor::float8 AS "capturedMinor",
                    refunded_minor::float8 AS "refundedMinor",
                    disputed_minor::float8 AS "disputedMinor",
                    voided_at_provider IS NOT NULL AS "voidConfirmed"
             FROM payments WHERE $1::text[] IS NULL OR order_id = ANY($1)`,
  operations: `SELECT order_id AS "orderId", operation_id AS "operationId", kind,
                      amount_minor::float8 AS "amountMinor",
                      coalesce(moved_minor, amount_minor)::float8 AS "movedMinor", status,
                      is_foreign AS "foreign", refund_kind AS "refundKind"
               FROM payment_operations WHERE $1::text[] IS NULL OR order_id = ANY($1)`,
  ledger: `SELECT order_id AS "orderId", operation_id AS "operationId", currency,
                  coalesce(sum(amount_minor) FILTER (WHERE direction = 'debit'), 0)::float8
                    AS debit,
                  coalesce(sum(amount_minor) FILTER (WHERE direction = 'credit'), 0)::float8
                    AS credit,
                  abs(coalesce(sum(CASE direction WHEN 'debit' THEN amount_minor
                                                  ELSE -amount_minor END)
                    FILTER (WHERE account IN ('customer-payments', 'customer-refunds')), 0))::float8
                    AS moved
           FROM ledger_entries WHERE $1::text[] IS NULL OR order_id = ANY($1)
           GROUP BY order_id, operation_id, currency`,
  disputes: `SELECT order_id AS "orderId", amount_minor::float8 AS "amountMinor", state
             FROM payment_disputes WHERE $1::text[] IS NULL OR order_id = ANY($1)`,
  withheld: `SELECT order_id AS "orderId",
                    coalesce(sum(signed) FILTER (WHERE account = 'disputed-payments'), 0)::float8
                      AS "openMinor",
                    coalesce(sum(signed) FILTER (WHERE account = 'dispute-losses'), 0)::float8
                      AS "lostMinor"
             FROM (SELECT *, CASE direction WHEN 'debit' THEN amount_minor ELSE -amount_minor END
                     AS signed FROM ledger_entries
                   WHERE $1::text[] IS NULL OR order_id = ANY($1)) AS rows
             GROUP BY order_id`,
};

// The stream of an event in an outbox is the order, or the product.
const OUTBOX_QUERIES = {
  unpublished: `SELECT event->>'stream' AS id FROM outbox
                WHERE $1::text[] IS NULL OR event->>'stream' = ANY($1)`,
};

// An event's id begins with its stream, which is the order.
const INBOX_QUERIES = {
  inbox: `SELECT consumer, event_id AS "eventId", count(*)::int AS count FROM inbox
          WHERE $1::text[] IS NULL OR split_part(event_id, ':', 1) = ANY($1)
          GROUP BY consumer, event_id`,
  deadLetters: `SELECT event_id AS id FROM dead_letter
                WHERE $1::text[] IS NULL OR split_part(event_id, ':', 1) = ANY($1)`,
};

/**
 * Reads the records of the three databases and of the provider's book, each database in one
 * snapshot. Changes nothing. Throws if one of them cannot be reached.
 */
export async function readRecords(
  { databaseUrls, paymentProviderUrl }: RecordSources,
  { orderIds, skus }: RecordScope = {},
): Promise<Records> {
  const [order, inventory, stock, payment, book] = await Promise.all([
    readSnapshot(databaseUrls['order'], { ...ORDER_QUERIES, ...INBOX_QUERIES }, orderIds),
    readSnapshot(
      databaseUrls['inventory'],
      { ...INVENTORY_QUERIES, ...INBOX_QUERIES, ...OUTBOX_QUERIES },
      orderIds,
    ),
    readSnapshot(databaseUrls['inventory'], STOCK_QUERIES, skus),
    readSnapshot(
      databaseUrls['payment'],
      { ...PAYMENT_QUERIES, ...INBOX_QUERIES, ...OUTBOX_QUERIES },
      orderIds,
    ),
    readBook(paymentProviderUrl),
  ]);
  const apps = [order, inventory, payment];
  const { events, summaries } = order;
  const { reservations, backorders, taken, carried } = inventory;
  const { payments, operations, ledger, disputes, withheld } = payment;
  const wanted = orderIds === undefined ? undefined : new Set(orderIds);
  return {
    ...{
      events,
      summaries,
      reservations,
      backorders,
      taken,
      carried,
      payments,
      operations,
      ledger,
    },
    ...{ disputes, withheld },
    unpublished: apps.flatMap(({ unpublished = [] }) => unpublished.map(({ id }) => id)),
    ...{ stock: stock.stock, movements: stock.movements, allocated: stock.allocated },
    book: book.filter(({ reference }) => wanted === undefined || wanted.has(reference)),
    inbox: apps.flatMap(({ inbox }) => inbox ?? []),
    deadLetters: apps.flatMap(({ deadLetters = [] }) => deadLetters.map(({ id }) => id)),
  } as unknown as Records;
}

type Rows = Record<string, { id: string }[]>;

async function readSnapshot(
  url: string | undefined,
  queries: Record<string, string>,
  only: string[] | undefined,
): Promise<Rows> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const rows: Rows = {};
    for (const [name, query] of Object.entries(queries)) {
      rows[name] = (await client.query<{ id: string }>(query, [only ?? null])).rows;
    }
    return rows;
  } finally {
    await client.end();
  }
}

async function readBook(url: string): Promise<BookEntry[]> {
  const entries: BookEntry[] = [];
  for (let cursor: string | undefined = '0'; cursor !== undefined;) {
    const answer = await fetch(`${url}/book?limit=${BOOK_PAGE}&cursor=${cursor}`, {
      signal: AbortSignal.timeout(BOOK_TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`cannot read the provider's book: ${answer.status}`);
    const page = (await answer.json()) as { entries: BookEntry[]; nextCursor?: string };
    entries.push(...page.entries);
    cursor = page.nextCursor;
  }
  return entries;
}
