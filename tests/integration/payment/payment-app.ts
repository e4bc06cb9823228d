import { randomBytes } from 'node:crypto';
import payment from '@commerce/payment/app';
import type { PaymentProvider } from '@commerce/payment/provider/payment-provider';
import { createSimulatorProvider } from '@commerce/payment/provider/simulator-provider';
import { createStripeProvider } from '@commerce/payment/provider/stripe-provider';
import { createPendingOperations } from '@commerce/payment/sweeps/pending-operations';
import {
  createDecisionRecorder,
  createPaymentReader,
} from '@commerce/payment/use-cases/authorize-payment';
import { reconcilePayments } from '@commerce/payment/use-cases/reconcile-payments';
import { startStripe } from '@commerce/payment-provider/stripe/server';
import { enqueue } from 'dapr-actor-runtime/outbox';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import { APP_TOKEN, silentLog as log, startApp } from '@commerce/testing/app-under-test';
import { openTokenIssuer } from '@commerce/testing/token-issuer';
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
export async function startPayments({ actionWindowMs = 900_000 } = {}) {
  const ends: (() => Promise<unknown>)[] = [];
  async function stop(): Promise<void> {
    for (const end of ends.toReversed()) await end();
  }
  try {
    const scratch = await scratchDatabase('payment');
    ends.push(scratch.drop);
    const provider = await startProvider();
    ends.push(() => provider.remove());
    const { url } = provider;
    const client = createSimulatorProvider({ url, webhookSecret: WEBHOOK_SECRET, log });
    const app = await startPaymentApp(scratch.url, { provider: client, actionWindowMs });
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

/** The payment app with its own database and Stripe account, which `stop` removes. */
export async function startStripePayments({ multicapture }: { multicapture: boolean }) {
  const scratch = await scratchDatabase('payment');
  const stripe = await startStripe({ multicapture });
  const provider = createStripeProvider({
    ...{ url: stripe.url, apiKey: 'sk_test_123', webhookSecret: WEBHOOK_SECRET, log },
  });
  const app = await startPaymentApp(scratch.url, { provider, actionWindowMs: 900_000 });
  async function stop(): Promise<void> {
    await stripe.stop();
    await app.stop();
    await scratch.drop();
  }
  return { app, stripe, stop };
}

/** The header that the sidecar sets for calls of the order app. */
const FROM_ORDER = { 'dapr-caller-app-id': 'order' };

/** The payment app over HTTP, called as its sidecar calls it. Tests run its sweep themselves. */
async function startPaymentApp(
  databaseUrl: string,
  { provider, actionWindowMs }: { provider: PaymentProvider; actionWindowMs: number },
) {
  const database = openDatabase(databaseUrl, { max: 8 });
  // There is no sidecar, so events stay in the outbox.
  const outbox = { enqueue };
  const pendingOperations = createPendingOperations({ database, outbox, provider }, log);
  const findPayment = createPaymentReader(database);
  const recordDecision = createDecisionRecorder(database);
  // No sweep runs in a test, so its intervals are not read.
  const timing = { pendingSweepMs: 0, reconcileMs: 0, reconcileGraceMs: 0, actionWindowMs };
  const records = { database, outbox, findPayment, recordDecision };
  const deps = { ...records, provider, pendingOperations, timing, log };
  const issuer = openTokenIssuer();
  const server = await startApp(payment, deps, { ...issuer, database });
  const webhookUrl = `${server.url}/webhooks/payment-provider`;

  async function call(method: string, path: string, body?: object, token = APP_TOKEN) {
    return send(method, path, { body, headers: { 'dapr-api-token': token } });
  }

  async function send(
    method: string,
    path: string,
    { body, headers }: { body?: object | undefined; headers: Record<string, string> },
  ) {
    const answer = await fetch(server.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  const authorize = (orderId: string, token: string, amountMinor = 1250, attempt = 1) => {
    const body = { amount: gbp(amountMinor), token, ...(attempt > 1 && { attempt }) };
    return call('POST', `/payments/${orderId}/authorization`, body);
  };
  const finance = issuer.person('customer', 'finance');

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
    /** The payment, as the order app reads it. */
    read: (orderId: string) =>
      send('GET', `/payments/${orderId}`, {
        headers: { 'dapr-api-token': APP_TOKEN, ...FROM_ORDER },
      }),
    sweep: pendingOperations.run,
    /** What the customer has done, as the order app asks for it. */
    complete: (orderId: string, attempt = 1) =>
      call('POST', `/payments/${orderId}/attempts/${attempt}/completion`),
    capture: (orderId: string, captureId: string, amountMinor: number, more: object = {}) => {
      const body = { captureId, amount: gbp(amountMinor), ...more };
      return call('POST', `/payments/${orderId}/captures`, body);
    },
    refund: (orderId: string, refundId: string, amountMinor: number, more: object = {}) => {
      const body = { refundId, amount: gbp(amountMinor), ...more };
      return call('POST', `/payments/${orderId}/refunds`, body);
    },
    /** A request of a person of finance. */
    finance: (method: string, path: string, body?: object) =>
      send(method, path, { body, headers: { 'dapr-api-token': APP_TOKEN, ...finance } }),
    asNobody: (method: string, path: string) =>
      send(method, path, { headers: { 'dapr-api-token': APP_TOKEN } }),
    /** The events of the order in the outbox, oldest first. */
    async events(orderId: string) {
      const { rows } = await database.query<{ event: { type: string; data: object } }>(
        `SELECT event FROM outbox WHERE event->>'stream' = $1 ORDER BY position`,
        [orderId],
      );
      return rows.map(({ event: { type, data } }) => ({ type, data }));
    },
    reconcile: (dryRun = false) => reconcilePayments(deps, { dryRun }),
    /** What a reconciliation lists about the order for a person. */
    async forPerson(orderId: string) {
      const { needsPerson } = await reconcilePayments(deps, { dryRun: false });
      return needsPerson.filter((one) => one.orderId === orderId);
    },

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
