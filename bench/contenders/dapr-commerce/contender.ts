import { createRequire } from 'node:module';
import { silentProgress, type Stack } from '@commerce/local-stack';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { startBenchStack } from '../../bench-stack.ts';
import { oneRow } from '../../one-row.ts';
import { gatewayEndpoint, invocationEndpoint, prepareProducts } from '../../platform-endpoints.ts';
import { stackProcesses } from '../../processes.ts';
import { type Contender, LINES_PER_ORDER, PRODUCTS, type RowCount } from '../contender.ts';
import { stackVersions } from '../stack-versions.ts';

/**
 * This platform as `npm start` runs it: on Dapr's own components, with mTLS between the sidecars. It
 * is called through its gateway and by Dapr invocation. Each order carries the access token of a
 * service client, like that of an external program.
 */
export const daprCommerce = platformContender({
  name: 'dapr-commerce',
  title: 'dapr-commerce (mTLS)',
  accelerated: false,
});

/** The same as `npm start -- --accelerated` runs it: on the components of our own build of Dapr. */
export const daprCommerceAccelerated = platformContender({
  name: 'dapr-commerce-accelerated',
  title: 'dapr-commerce, accelerated components (mTLS)',
  accelerated: true,
});

function platformContender({
  name,
  title,
  accelerated,
}: {
  name: string;
  title: string;
  accelerated: boolean;
}): Contender {
  return {
    name,
    title,
    durableIn: 'PostgreSQL',
    isOurs: true,
    isQuick: !accelerated,
    async start(dataDir) {
      const stack = await startBenchStack({ dataDir, progress: silentProgress, accelerated });
      try {
        return {
          endpoints: [
            { name: 'gateway', endpoint: gatewayEndpoint(stack) },
            { name: 'invocation', endpoint: invocationEndpoint(stack) },
          ],
          skus: await prepareProducts(stack, PRODUCTS),
          processes: () => stackProcesses(stack),
          countRows: (orders) => countRows(stack, orders),
          findFaults: () => findFaults(stack),
          versions: { ...(await stackVersions(stack)), '@dapr/dapr': sdkVersion() },
          databaseServerUrl: stack.databaseServerUrl,
          dataDir,
          stop: () => stack.stop(),
        };
      } catch (error) {
        await stack.stop();
        throw error;
      }
    },
  };
}

function sdkVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('@dapr/dapr/package.json') as { version: string }).version;
}

/**
 * Checks the records at rest, order by order: every placed order is finished, its stock and its
 * payment agree with it, every event was consumed once, and nothing is oversold.
 */
async function findFaults({ databaseUrls, urls }: Stack): Promise<string[]> {
  const paymentProviderUrl = urls['payment-provider'] as string;
  const records = await readRecords({ databaseUrls, paymentProviderUrl });
  return violationsAtRest(records).map((violation) => JSON.stringify(violation));
}

/** The row counts of confirmed orders in the databases of the three apps of an order. */
export async function countRows(stack: Stack, orders: number): Promise<RowCount[]> {
  const [order, inventory, payment] = await Promise.all([
    oneRow(
      stack.databaseUrl('order'),
      `SELECT count(*) FILTER (WHERE key ~ '-0*1$') AS streams, count(*) AS events,
         (SELECT count(*) FROM inbox WHERE consumer = 'order-summary') AS seen,
         (SELECT count(*) FROM order_summaries WHERE status = 'confirmed') AS listed,
         (SELECT count(*) FROM dead_letter) AS dead
       FROM stream_state WHERE key LIKE 'order||order-%'`,
    ),
    oneRow(
      stack.databaseUrl('inventory'),
      `SELECT count(*) FILTER (WHERE status = 'committed') AS committed, count(*) AS holds,
         (SELECT count(*) FROM inbox WHERE consumer = 'reservation') AS seen,
         (SELECT count(*) FROM reservations WHERE status = 'held') AS held,
         (SELECT coalesce(sum(reserved), 0) FROM stock) AS reserved,
         (SELECT coalesce(sum(quantity), 0) FROM stock_movements WHERE kind = 'confirm') AS sold,
         (SELECT count(*) FROM dead_letter) AS dead
       FROM reservations`,
    ),
    oneRow(
      stack.databaseUrl('payment'),
      `SELECT count(*) FILTER (WHERE status = 'authorized') AS authorized,
         (SELECT count(*) FROM dead_letter) AS dead
       FROM payments`,
    ),
  ]);
  const row = (what: string, found: number | undefined, expected: number): RowCount => ({
    what,
    found: found ?? Number.NaN,
    expected,
  });
  return [
    row('streams', order['streams'], orders),
    row('events', order['events'], orders * 2),
    row('orders listed as confirmed', order['listed'], orders),
    row('inbox of the list of orders', order['seen'], orders * 2),
    row('holds', inventory['holds'], orders),
    row('holds committed', inventory['committed'], orders),
    row('inbox of the stock', inventory['seen'], orders),
    row('holds not confirmed', inventory['held'], 0),
    row('units reserved', inventory['reserved'], orders * LINES_PER_ORDER),
    row('units sold', inventory['sold'], orders * LINES_PER_ORDER),
    row('authorizations', payment['authorized'], orders),
    row(
      'dead letters',
      (order['dead'] ?? 0) + (inventory['dead'] ?? 0) + (payment['dead'] ?? 0),
      0,
    ),
  ];
}
