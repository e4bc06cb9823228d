import { randomBytes } from 'node:crypto';
import { buildApp } from '@commerce/payment/app';
import { createOpenWork } from '@commerce/payment/provider/open-work';
import { reconcile } from '@commerce/payment/provider/reconcile';
import { createSimulatorProvider } from '@commerce/payment/provider/simulator-provider';
import { listen } from '@commerce/runtime/http';
import { openDatabase } from '@commerce/runtime/postgres';
import { createLogger } from '@commerce/runtime/telemetry';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import test from 'ava';
import { startProvider } from './provider-process.ts';

const APP_TOKEN = 'app-token-of-this-test';
export const WEBHOOK_SECRET = `whsec_${randomBytes(24).toString('base64')}`;

export type Payments = Awaited<ReturnType<typeof startPayments>>;

export const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

export function newOrderId(): string {
  return `ord_${randomBytes(16).toString('hex')}`;
}

/** The payment app with a database and a provider of its own, which `stop` takes away. */
export async function startPayments() {
  const ends: (() => Promise<unknown>)[] = [];
  async function stop(): Promise<void> {
    for (const end of ends.toReversed()) await end();
  }
  try {
    const scratch = await scratchDatabase('payment');
    ends.push(scratch.drop);
    const provider = await startProvider();
    ends.push(() => provider.remove());
    const app = await startPaymentApp(scratch.url, provider.url);
    // The provider ends first: it may have notices for the app.
    ends.push(
      () => app.stop(),
      () => provider.stop(),
    );
    return { app, provider, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same for a test file; after its last test everything is taken away. */
export async function paymentsUnderTest() {
  const payments = await startPayments();
  test.after.always('everything is taken away', payments.stop);
  return payments;
}

/** The payment app over HTTP as its sidecar calls it, with its sweep run by hand. */
async function startPaymentApp(databaseUrl: string, providerUrl: string) {
  const log = createLogger({ service: 'payment', level: 'silent' });
  const database = openDatabase(databaseUrl, { max: 8 });
  const webhookSecret = WEBHOOK_SECRET;
  const provider = createSimulatorProvider({ url: providerUrl, webhookSecret, log });
  const openWork = createOpenWork({ database, provider }, log);
  const deps = { database, provider, openWork, appToken: APP_TOKEN, reconcileGraceMs: 0, log };
  const server = await listen(buildApp(deps), 0);
  const webhookUrl = `http://127.0.0.1:${server.port}/webhooks/payment-provider`;

  async function call(method: string, path: string, body?: object, token = APP_TOKEN) {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'dapr-api-token': token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  const authorize = (orderId: string, token: string, amountMinor = 1250) =>
    call('POST', `/payments/${orderId}/authorization`, { amount: gbp(amountMinor), token });

  return {
    database,
    webhookUrl,
    call,
    authorize,
    /** A new order with an authorization of 10 pounds. */
    async authorized(token = 'tok_ok'): Promise<string> {
      const orderId = newOrderId();
      await authorize(orderId, token, 1000);
      return orderId;
    },
    void: (orderId: string) => call('DELETE', `/payments/${orderId}/authorization`),
    read: (orderId: string) => call('GET', `/payments/${orderId}`),
    sweep: openWork.round,
    capture: (orderId: string, captureId: string, amountMinor: number) =>
      call('POST', `/payments/${orderId}/captures`, { captureId, amount: gbp(amountMinor) }),
    refund: (orderId: string, refundId: string, amountMinor: number) =>
      call('POST', `/payments/${orderId}/refunds`, { refundId, amount: gbp(amountMinor) }),
    reconcile: (dryRun = false) =>
      reconcile({ database, provider }, { dryRun, since: undefined, graceMs: 0 }),

    /** A webhook as it stands on the wire. */
    async webhook(headers: Record<string, string>, body: string) {
      const answer = await fetch(webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },

    /** The ledger's entries of an order, oldest first. */
    async ledger(orderId: string) {
      const { rows } = await database.query<{ account: string; minor: number }>(
        `SELECT account, CASE direction WHEN 'debit' THEN amount_minor ELSE -amount_minor END
           AS minor FROM ledger_entries WHERE order_id = $1 ORDER BY entry_id`,
        [orderId],
      );
      return rows.map(({ account, minor }) => [account, minor]);
    },

    /** Delivers events in one batch, as the sidecar does; answers the verdicts. */
    async deliver(
      events: { id: string; type: string; stream: string; seq: number; data?: object }[],
    ) {
      const entries = events.map((event) => ({
        entryId: event.id,
        event: { data: { at: new Date().toISOString(), correlationId: 'c', data: {}, ...event } },
      }));
      const { body } = await call('POST', '/events/orders', { entries });
      return (body['statuses'] as { status: string }[]).map(({ status }) => status);
    },

    async stop(): Promise<void> {
      await server.close(0);
      await openWork.idle();
      await provider.close();
      await database.end();
    },
  };
}
