import { randomBytes } from 'node:crypto';
import payment from '@commerce/payment/app';
import { createSimulatorProvider } from '@commerce/payment/provider/simulator-provider';
import { createPendingOperations } from '@commerce/payment/sweeps/pending-operations';
import {
  createDecisionRecorder,
  createPaymentReader,
} from '@commerce/payment/use-cases/authorize-payment';
import { reconcilePayments } from '@commerce/payment/use-cases/reconcile-payments';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import { APP_TOKEN, silentLog as log, startApp } from '@commerce/testing/app-under-test';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import test from 'ava';
import { startProvider } from './provider-process.ts';

export const WEBHOOK_SECRET = `whsec_${randomBytes(24).toString('base64')}`;

export type Payments = Awaited<ReturnType<typeof startPayments>>;

export const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

export function newOrderId(): string {
  return `ord_${randomBytes(16).toString('hex')}`;
}

/** The payment app with its own database and provider, which `stop` removes. */
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
    // The provider stops first: it may still have webhooks for the app.
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

/** The same for a test file, with everything removed after its last test. */
export async function paymentsUnderTest() {
  const payments = await startPayments();
  test.after.always('everything is removed', payments.stop);
  return payments;
}

/** The payment app over HTTP, called as its sidecar calls it. Tests run its sweep themselves. */
async function startPaymentApp(databaseUrl: string, providerUrl: string) {
  const database = openDatabase(databaseUrl, { max: 8 });
  const webhookSecret = WEBHOOK_SECRET;
  const provider = createSimulatorProvider({ url: providerUrl, webhookSecret, log });
  const pendingOperations = createPendingOperations({ database, provider }, log);
  const findPayment = createPaymentReader(database);
  const recordDecision = createDecisionRecorder(database);
  // No sweep runs in a test, so its intervals are not read.
  const timing = { pendingSweepMs: 0, reconcileMs: 0, reconcileGraceMs: 0 };
  const deps = { database, provider, findPayment, recordDecision, pendingOperations, timing, log };
  const server = await startApp(payment, deps, { database });
  const webhookUrl = `${server.url}/webhooks/payment-provider`;

  async function call(method: string, path: string, body?: object, token = APP_TOKEN) {
    const answer = await fetch(server.url + path, {
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
    sweep: pendingOperations.run,
    capture: (orderId: string, captureId: string, amountMinor: number) =>
      call('POST', `/payments/${orderId}/captures`, { captureId, amount: gbp(amountMinor) }),
    refund: (orderId: string, refundId: string, amountMinor: number) =>
      call('POST', `/payments/${orderId}/refunds`, { refundId, amount: gbp(amountMinor) }),
    reconcile: (dryRun = false) => reconcilePayments(deps, { dryRun }),

    /** Sends a webhook with this raw body. */
    async webhook(headers: Record<string, string>, body: string) {
      const answer = await fetch(webhookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },

    /** The ledger entries of an order, oldest first. */
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
      await server.stop();
      await pendingOperations.idle();
      await provider.close();
      await database.end();
    },
  };
}
