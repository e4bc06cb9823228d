import { randomBytes } from 'node:crypto';
import { orderDecider } from '@commerce/order/domain/order';
import { ORDER_STATE_VERSION } from '@commerce/order/domain/order-state';
import { orderEvents } from '@commerce/order/store/stream-rows';
import type { Stack } from '@commerce/local-stack';
import { createSidecar, type Sidecar } from 'dapr-actor-runtime/sidecar';
import {
  type EventStreams,
  eventTable,
  loadState,
  openEventStreams,
} from 'dapr-actor-runtime/streams';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import pg from 'pg';
import { Pool } from 'undici';
import { percentilesOf } from './load/statistics.ts';
import { loadTesterHeaders } from './platform-endpoints.ts';

const LENGTHS = [1, 16, 100, 1_000];
/** How often each figure is measured, after as many warm-up runs. */
const SAMPLES = 30;
/** Events between two snapshots: the greatest age of the newest snapshot. */
const SNAPSHOT_EVERY = 64;
const COLUMNS = ['append', 'load', 'with snapshot', 'GET', 'GET ?at=n', 'GET diff'];

/**
 * The cost of an order by its number of events: to append one more, to load it by folding all of
 * them or from the oldest possible snapshot, and to read it through the gateway.
 */
export async function measureStreams(stack: Stack): Promise<void> {
  const sidecar = createSidecar({
    port: stack.app('order').daprHttp,
    apiToken: stack.daprApiToken,
  });
  const database = new pg.Pool({ connectionString: stack.databaseUrls['order'] });
  const gateway = openReader(stack);
  console.log(`\nms at the median     ${COLUMNS.map((name) => name.padStart(14)).join('')}`);
  try {
    for (const length of LENGTHS) {
      const id = `ord_${randomBytes(16).toString('hex')}`;
      await writeOrder(database, id, length);
      const figures = await measureLength({ sidecar, database, gateway }, id, length);
      const row = figures.map((ms) => (ms === undefined ? '-' : ms.toFixed(1)).padStart(14));
      console.log(`${String(length).padStart(6)} events        ${row.join('')}`);
    }
  } finally {
    await Promise.all([gateway.close(), database.end(), sidecar.close()]);
  }
}

async function measureLength(
  { sidecar, database, gateway }: { sidecar: Sidecar; database: pg.Pool; gateway: Reader },
  id: string,
  length: number,
): Promise<(number | undefined)[]> {
  const log = createLogger({ service: 'bench', level: 'silent' });
  const store = { sidecar, database, store: 'orderstreams', log };
  const orders = { ...store, table: orderEvents };
  const plain = openEventStreams(orders);
  const get = (query: string) => () => gateway.read(`/orders/${id}${query}`);
  // Of a stream and a type without a consumer, so that no app acts on it.
  const other = openEventStreams({
    ...store,
    table: eventTable({ name: orderEvents.name, appId: 'order', kind: 'bench' }),
  });
  let seq = length;
  const append = await median(async () => {
    if (await other.append(id, (seq += 1), { type: 'Bench.v1', data: {} })) return;
    throw new Error(`event ${seq} was not appended`);
  });
  const load = await median(() => loadState(plain, orderDecider, id));
  const kept = openEventStreams({ ...orders, stateVersion: ORDER_STATE_VERSION });
  const withSnapshot = (await keepSnapshot(kept, id, length))
    ? await median(() => loadState(kept, orderDecider, id))
    : undefined;
  return [
    append,
    load,
    withSnapshot,
    await median(get('')),
    await median(get(`?at=${length}`)),
    await median(get(`/diff?from=0&to=${length}`)),
  ];
}

/** A snapshot like one of an aggregate, as old as possible. */
async function keepSnapshot(streams: EventStreams, id: string, length: number): Promise<boolean> {
  const version = length - SNAPSHOT_EVERY + 1;
  if (version < SNAPSHOT_EVERY / 2) return false;
  const events = await streams.read(id, 1, version);
  const state = (events as unknown as Parameters<typeof orderDecider.evolve>[1][]).reduce(
    orderDecider.evolve,
    orderDecider.initial,
  );
  await streams.snapshots?.save(id, { state, version });
  return (await loadState(streams, orderDecider, id)).snapshotVersion === version;
}

/**
 * An order whose units ship one by one, one event each. Its rows are written without the sidecar,
 * so that they are not published, and are dated in the future, so that no sweep treats them as
 * lost.
 */
async function writeOrder(database: pg.Pool, id: string, length: number): Promise<void> {
  const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
  const at = new Date().toISOString();
  const total = gbp(length * 100);
  const events: object[] = [
    {
      type: 'OrderPlaced.v2',
      data: {
        lines: [{ sku: 'BENCH', quantity: length, unitPriceMinor: 100 }],
        total,
        // As long as an encrypted address and token.
        personal: randomBytes(100).toString('hex'),
        requestHash: 'bench',
        placedAt: at,
        policy: 'split',
      },
    },
    { type: 'OrderConfirmed.v1', data: { authorizationId: 'bench', total, confirmedAt: at } },
    ...Array.from({ length: Math.max(0, length - 2) }, () => ({
      type: 'OrderShipped.v1',
      data: {
        shipmentId: `shp_${randomBytes(16).toString('hex')}`,
        lines: [{ line: 0, sku: 'BENCH', quantity: 1 }],
        captureAmount: gbp(100),
        final: false,
        shippedAt: at,
        status: 'partially-shipped',
      },
    })),
  ].slice(0, length);
  const rows = events.map((event, n) => ({
    id: `${id}:${n + 1}`,
    stream: id,
    seq: n + 1,
    at,
    correlationId: 'bench',
    ...event,
  }));
  await database.query(
    `INSERT INTO stream_state (key, value, created_at)
     SELECT 'order||order-' || $1 || '-' || (event->>'seq'), convert_to(event::text, 'utf8'),
            now() + interval '1 day'
     FROM json_array_elements($2::json) AS event`,
    [id, JSON.stringify(rows)],
  );
}

type Reader = ReturnType<typeof openReader>;

function openReader(stack: Stack) {
  const pool = new Pool(stack.gatewayUrl);
  const headers = loadTesterHeaders(stack);
  return {
    async read(path: string): Promise<void> {
      const request = { method: 'GET', path, headers: await headers() } as const;
      const { statusCode, body } = await pool.request(request);
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`GET ${path}: ${statusCode} ${text}`);
    },
    close: () => pool.close(),
  };
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let n = 0; n < 2 * SAMPLES; n++) {
    const begin = performance.now();
    await work();
    if (n >= SAMPLES) samples.push(performance.now() - begin);
  }
  return percentilesOf(samples).p50;
}
