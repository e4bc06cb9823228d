import type { OrderStatus } from '@commerce/contracts/order/order-api';
import type { OrderSummary } from '@commerce/contracts/order/list-api';
import type {
  OrderStanding,
  PaymentStatus,
  ReturnStatus,
  ShippingStatus,
} from '@commerce/contracts/order/order-standing';
import type { Queryable } from 'dapr-actor-runtime/postgres';
import type { SummaryPatch } from '../domain/order-summary.ts';

/** Merges patches into the rows of their orders. The newest event wins, in whatever order they come. */
export async function mergeSummaries(
  db: Queryable,
  patches: SummaryPatch[],
  table = 'order_summaries',
): Promise<void> {
  const sorted = patches.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1));
  await db.query({
    name: `merge-${table}`,
    text: `INSERT INTO ${table} AS known
             (order_id, status, version, changed_at, customer_id, total_minor, currency, placed_at,
              confirmed_minor, number, standing, tags, reference)
           SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::text[],
                                $6::bigint[], $7::text[], $8::timestamptz[], $9::bigint[],
                                $10::text[], $11::jsonb[], $12::jsonb[],
                                $13::text[])
           ON CONFLICT (order_id) DO UPDATE SET
             status = CASE WHEN excluded.version > known.version
                      THEN excluded.status ELSE known.status END,
             changed_at = GREATEST(known.changed_at, excluded.changed_at),
             version = GREATEST(known.version, excluded.version),
             customer_id = COALESCE(known.customer_id, excluded.customer_id),
             total_minor = COALESCE(known.total_minor, excluded.total_minor),
             currency = COALESCE(known.currency, excluded.currency),
             placed_at = COALESCE(known.placed_at, excluded.placed_at),
             confirmed_minor = COALESCE(known.confirmed_minor, excluded.confirmed_minor),
             number = COALESCE(known.number, excluded.number),
             reference = COALESCE(known.reference, excluded.reference),
             standing = CASE WHEN known.standing IS NULL
                               OR (excluded.standing->>'version')::int > (known.standing->>'version')::int
                        THEN excluded.standing ELSE known.standing END,
             tags = CASE WHEN known.tags IS NULL
                           OR (excluded.tags->>'version')::int > (known.tags->>'version')::int
                    THEN excluded.tags ELSE known.tags END`,
    values: [
      sorted.map(({ orderId }) => orderId),
      sorted.map(({ status }) => status),
      sorted.map(({ version }) => version),
      sorted.map(({ changedAt }) => changedAt),
      sorted.map(({ orderDetails }) => orderDetails?.customerId ?? null),
      sorted.map(({ orderDetails }) => orderDetails?.totalMinor ?? null),
      sorted.map(({ orderDetails }) => orderDetails?.currency ?? null),
      sorted.map(({ orderDetails }) => orderDetails?.placedAt ?? null),
      sorted.map(({ confirmedMinor }) => confirmedMinor ?? null),
      sorted.map(({ orderDetails }) => orderDetails?.number ?? null),
      sorted.map(({ standing }) => standing ?? null),
      sorted.map(({ tags }) => tags ?? null),
      sorted.map(({ orderDetails }) => orderDetails?.reference ?? null),
    ],
  });
}

/** The last row of a page: the next page begins after it. */
export interface Position {
  placedAt: string;
  orderId: string;
}

interface Row {
  order_id: string;
  status: OrderStatus;
  version: number;
  customer_id: string | null;
  total_minor: number;
  currency: string;
  placed_at: string;
  changed_at: string;
  number: string | null;
  reference: string | null;
  standing: (OrderStanding & { version: number }) | null;
  tags: { version: number; tags: string[] } | null;
}

/** Which orders a list has; absent fields do not matter. */
export interface SummaryFilter {
  /** Any of these. */
  statuses?: readonly OrderStatus[] | undefined;
  /** ISO instants: placed at the first or later, and before the second. */
  placedFrom?: string | undefined;
  placedBefore?: string | undefined;
  paymentStatus?: PaymentStatus | undefined;
  fulfilmentStatus?: ShippingStatus | undefined;
  returnStatus?: ReturnStatus | undefined;
  number?: string | undefined;
  tag?: string | undefined;
  reference?: string | undefined;
  /** A product on a line, in the form in which product codes are compared. */
  skuKey?: string | undefined;
  customer?: string | undefined;
  /** Only orders of this customer, whatever `customer` says. */
  own?: string | undefined;
}

/** One page of orders, newest first. */
export async function listSummaries(
  db: Queryable,
  filter: SummaryFilter & { after?: Position | undefined; limit: number },
): Promise<OrderSummary[]> {
  // A join, so that the planner may begin with the few orders of a rare product.
  const bySku = filter.skuKey === undefined ? '' : 'JOIN order_products USING (order_id)';
  const { rows } = await db.query<Row>({
    text: `SELECT order_id, status, version, customer_id, currency, placed_at, changed_at, number, standing, tags, reference,
             COALESCE(confirmed_minor, total_minor) AS total_minor
           FROM order_summaries ${bySku}
           WHERE placed_at IS NOT NULL
             AND ($1::text[] IS NULL OR status = ANY($1))
             AND ($2::text IS NULL OR customer_id = $2)
             AND ($6::text IS NULL OR customer_id = $6)
             AND ($7::text IS NULL OR standing->>'paymentStatus' = $7)
             AND ($8::text IS NULL OR standing->>'fulfilmentStatus' = $8)
             AND ($9::text IS NULL OR standing->>'returnStatus' = $9)
             AND ($10::text IS NULL OR number = $10)
             AND ($11::text IS NULL OR tags->'tags' ? $11)
             AND ($12::timestamptz IS NULL OR placed_at >= $12)
             AND ($13::timestamptz IS NULL OR placed_at < $13)
             AND ($14::text IS NULL OR reference = $14)
             ${filter.skuKey === undefined ? '' : 'AND sku_key = $15'}
             AND ($3::timestamptz IS NULL OR (placed_at, order_id) < ($3, $4::text))
           ORDER BY placed_at DESC, order_id DESC LIMIT $5`,
    values: [
      filter.statuses ?? null,
      filter.customer ?? null,
      filter.after?.placedAt ?? null,
      filter.after?.orderId ?? null,
      filter.limit,
      filter.own ?? null,
      filter.paymentStatus ?? null,
      filter.fulfilmentStatus ?? null,
      filter.returnStatus ?? null,
      filter.number ?? null,
      filter.tag ?? null,
      filter.placedFrom ?? null,
      filter.placedBefore ?? null,
      filter.reference ?? null,
      ...(filter.skuKey === undefined ? [] : [filter.skuKey]),
    ],
  });
  return rows.map(summaryOf);
}

function summaryOf(row: Row): OrderSummary {
  const { version: _, ...standing } = row.standing ?? { version: 0 };
  const totalMinor = row.standing?.amounts.totalMinor ?? row.total_minor;
  return {
    id: row.order_id,
    ...(row.number === null ? {} : { number: row.number }),
    ...(row.reference === null ? {} : { reference: row.reference }),
    status: row.status,
    ...standing,
    ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
    total: { amountMinor: totalMinor, currency: row.currency },
    version: row.version,
    placedAt: row.placed_at,
    updatedAt: row.changed_at,
    ...(row.tags === null || row.tags.tags.length === 0 ? {} : { tags: row.tags.tags }),
  };
}

/** How often an order that waits for its customer is looked at, in case that no event of its end comes, ms. */
const CUSTOMER_WAIT_MS = 30_000;

/**
 * Takes placed orders, and orders whose workflow should run, that have neither changed nor been taken
 * for longer than `olderThanMs`; at most `limit` of each. Marks them as taken, so that the next round
 * and other replicas take others.
 */
export async function takeUnfinished(
  db: Queryable,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<string[]> {
  const { rows } = await db.query<{ order_id: string }>({
    name: 'take-unfinished',
    text: `WITH placed AS (
             UPDATE order_summaries SET driven_at = now() WHERE order_id IN (
               SELECT order_id FROM order_summaries
               WHERE status = 'placed'
                 AND COALESCE(driven_at, changed_at) < now() - make_interval(secs =>
                   CASE WHEN standing->>'paymentStatus' = 'requires-action'
                   THEN $3::float8 ELSE $1::float8 END / 1000)
               ORDER BY COALESCE(driven_at, changed_at) LIMIT $2 FOR UPDATE SKIP LOCKED)
             RETURNING order_id
           ), running AS (
             UPDATE order_sagas SET driven_at = now()
             WHERE (order_id, saga, return_id) IN (
               SELECT order_id, saga, return_id FROM order_sagas
               WHERE state = 'running'
                 AND COALESCE(driven_at, changed_at) < now() - make_interval(secs => $1::float8 / 1000)
               ORDER BY COALESCE(driven_at, changed_at) LIMIT $2 FOR UPDATE SKIP LOCKED)
             RETURNING order_id
           )
           SELECT order_id FROM placed UNION SELECT order_id FROM running`,
    values: [olderThanMs, limit, CUSTOMER_WAIT_MS],
  });
  return rows.map((row) => row.order_id);
}
