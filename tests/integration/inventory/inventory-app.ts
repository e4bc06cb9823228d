import { buildApp } from '@commerce/inventory/app';
import { listen } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { createSidecar } from '@commerce/runtime/sidecar';
import { jsonClient } from '@commerce/testing/json-client';
import { openTokenIssuer } from '@commerce/testing/token-issuer';
import test from 'ava';
import { inventoryDatabase, inventoryDeps, ledgerDifferences } from './inventory-database.ts';

/** What the app's sidecar presents with every call. */
export const APP_TOKEN = 'integration-test-token';
/** Nothing listens on this port: the sidecar is unreachable. */
const CLOSED_PORT = 1;

/** A sidecar that cannot be reached. */
export function absentSidecar() {
  return createSidecar({ port: CLOSED_PORT, apiToken: 'none' });
}

/** The inventory app over a database, on a port of its own, without a sidecar beside it. */
export async function startInventoryApp(database: Database) {
  const sidecar = absentSidecar();
  const issuer = openTokenIssuer();
  const app = buildApp({
    ...inventoryDeps(database),
    sidecar,
    verifier: issuer.verifier,
    audit: issuer.audit,
    appToken: APP_TOKEN,
  });
  const listening = await listen(app, 0);
  const client = jsonClient(`http://127.0.0.1:${listening.port}`);
  const keeper = issuer.person('customer', 'warehouse');
  /** Sends as the app's own sidecar does, for someone of the warehouse. */
  const send: typeof client = (method, path, request) =>
    client(method, path, {
      ...request,
      headers: { 'dapr-api-token': APP_TOKEN, ...keeper, ...request?.headers },
    });

  return {
    send,
    issuer,
    async stop() {
      await listening.close(0);
      await sidecar.close();
    },
  };
}

/**
 * The app over a database of the test file's own, and a way to call its reservations. After the
 * last test the ledger must sum to the stock; then everything is removed.
 */
export async function reservationsUnderTest() {
  const { database, end } = await inventoryDatabase({ connections: 8 });
  const inventory = await startInventoryApp(database);
  test.after.always('the ledger sums to the stock, then everything is removed', async (t) => {
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
