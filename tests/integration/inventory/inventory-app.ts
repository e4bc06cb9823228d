import inventory from '@commerce/inventory/app';
import { createLocalActors } from 'dapr-actor-runtime/actors';
import type { Database } from 'dapr-actor-runtime/postgres';
import { APP_TOKEN, startApp } from '@commerce/testing/app-under-test';
import { jsonClient } from '@commerce/testing/json-client';
import { openTokenIssuer } from '@commerce/testing/token-issuer';
import test from 'ava';
import { inventoryDatabase, inventoryDeps, ledgerDifferences } from './inventory-database.ts';

/** The inventory app on a free port with the given database and without a sidecar. */
export async function startInventoryApp(database: Database) {
  const issuer = openTokenIssuer();
  const { verifier, audit } = issuer;
  const localActors = createLocalActors();
  const deps = inventoryDeps(database, localActors);
  const app = await startApp(inventory, deps, { database, verifier, audit, localActors });
  const client = jsonClient(app.url);
  const warehouseWorker = issuer.person('customer', 'warehouse');
  /** Sends a request as the app's own sidecar, for a warehouse worker. */
  const send: typeof client = (method, path, request) =>
    client(method, path, {
      ...request,
      headers: { 'dapr-api-token': APP_TOKEN, ...warehouseWorker, ...request?.headers },
    });
  /** Delivers the event of each new product; returns the status of each. */
  async function created(...skus: string[]): Promise<string[]> {
    const entries = skus.map((sku, n) => ({
      entryId: String(n),
      event: {
        data: {
          ...{ id: `${sku}:1`, type: 'ProductCreated.v1', stream: sku, seq: 1 },
          ...{ at: '2026-01-05T09:00:00.000Z', correlationId: `because-${sku}` },
          data: { sku, name: 'A thing', price: { amountMinor: 250, currency: 'GBP' } },
        },
      },
    }));
    const { body } = await send('POST', '/events/products', { body: { entries } });
    return (body['statuses'] as { status: string }[]).map(({ status }) => status);
  }
  return { send, created, issuer, stop: app.stop };
}

/**
 * The app with a database for one test file, and a function that calls its reservations. After the
 * last test the sums of the ledger must equal the stock; then everything is removed.
 */
export async function reservationsUnderTest() {
  const { database, end } = await inventoryDatabase({ connections: 8 });
  const inventory = await startInventoryApp(database);
  test.after.always('the ledger adds up to the stock, then everything is removed', async (t) => {
    t.deepEqual(await ledgerDifferences(database), []);
    await inventory.stop();
    await end();
  });
  return {
    database,
    inventory,
    async call(orderId: string, method: string, input: object = {}) {
      const path = `/actors/Reservation/${orderId}/method/${method}`;
      return (await inventory.send('PUT', path, { body: input })).body;
    },
  };
}
