import { randomBytes } from 'node:crypto';
import { signatureHeaders } from '@commerce/payment-provider/webhooks';
import type { PaymentProvider } from '@commerce/payment/provider/payment-provider';
import { createSimulatorProvider } from '@commerce/payment/provider/simulator-provider';
import { createStripeProvider } from '@commerce/payment/provider/stripe-provider';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import test from 'ava';
import Stripe from 'stripe';
import { newOrderId } from './payment-app.ts';
import { startProvider } from './provider-process.ts';
import { canRunStripeMock, startStripeMock } from './stripe-mock.ts';

const log = createLogger({ service: 'payment', level: 'silent' });
const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;
const amount = { amountMinor: 1000, currency: 'GBP' };
const HOUR_MS = 3_600_000;

/** What the contract needs to know about an implementation. */
interface Implementation {
  token: string;
  /** Its outcome of an authorization: stripe-mock's is fixed. */
  outcome: string;
  start: () => Promise<{ url: string; stop: () => Promise<unknown> }>;
  create: (url: string, secret?: string) => PaymentProvider;
  /** A webhook about a refund of the order, with its raw body, signed at that time (ms). */
  webhook: (orderId: string, at: number) => { headers: Record<string, string>; body: string };
}

const implementations: Record<string, Implementation> = {
  simulator: {
    token: 'tok_ok',
    outcome: 'authorized',
    async start() {
      const provider = await startProvider();
      return { url: provider.url, stop: provider.remove };
    },
    create: (url, secret) => createSimulatorProvider({ url, webhookSecret: secret, log }),
    webhook(orderId, at) {
      const refund = { id: 're_1', operationId: 'r1', attempt: 1, amount };
      const body = JSON.stringify({ type: 'refund.done', data: { reference: orderId, ...refund } });
      const seconds = Math.floor(at / 1000);
      return { headers: signatureHeaders(webhookSecret, 'evt_1', body, seconds), body };
    },
  },
  stripe: {
    token: 'pm_card_visa',
    outcome: 'declined',
    start: startStripeMock,
    create: (url, secret) =>
      createStripeProvider({ url, apiKey: 'sk_test_123', webhookSecret: secret, log }),
    webhook(orderId, at) {
      const metadata = { orderId, operationId: 'r1', attempt: '1' };
      const refund = { id: 're_1', object: 'refund', amount: 1000, currency: 'gbp' };
      const object = { ...refund, status: 'succeeded', metadata };
      const event = { id: 'evt_1', object: 'event', type: 'refund.updated', data: { object } };
      const payload = JSON.stringify(event);
      const signature = new Stripe('sk_test_123').webhooks.generateTestHeaderString({
        payload,
        secret: webhookSecret,
        timestamp: Math.floor(at / 1000),
      });
      return { headers: { 'stripe-signature': signature }, body: payload };
    },
  },
};

for (const [name, implementation] of Object.entries(implementations)) {
  // Only stripe-mock needs a Go compiler; a machine without one skips its tests.
  const contract = name === 'stripe' && !canRunStripeMock() ? test['skip'] : test;
  const { token, outcome, create, webhook } = implementation;

  contract(`${name}: every request gets a clear answer`, async (t) => {
    const { url, stop } = await implementation.start();
    t.teardown(stop);
    const provider = create(url, webhookSecret);
    t.teardown(provider.close);
    const orderId = newOrderId();
    const authorization = await provider.authorize(orderId, { amount, token, key: orderId });
    t.is(authorization.outcome, outcome as typeof authorization.outcome);
    const authorizationId =
      authorization.outcome === 'authorized' ? authorization.authorizationId : 'pi_123';

    const part = { orderId, authorizationId, attempt: 1, amount: { ...amount, amountMinor: 400 } };
    const capture = { ...part, operationId: 's1', key: `${orderId}:capture:s1:1` };
    const captured = await provider.capture(capture);
    t.is(captured.outcome, 'done');
    t.deepEqual(
      await provider.capture(capture),
      captured,
      'a repeated attempt gets the same answer',
    );
    const refund = { ...part, operationId: 'r1', key: `${orderId}:refund:r1:1` };
    t.is((await provider.refund(refund)).outcome, 'done');

    for (const id of [authorizationId, undefined]) {
      t.is((await provider.find(orderId, id)).outcome, 'read');
      t.deepEqual(await provider.voidAuthorization(orderId, id), { outcome: 'voided' });
    }
    const since = new Date(Date.now() - HOUR_MS).toISOString();
    const page = await provider.listPayments({ cursor: undefined, since });
    t.is(page.outcome, 'read');
    t.is((await provider.listPayments({ cursor: '1', since: undefined })).outcome, 'read');
  });

  contract(`${name}: every call to an unreachable provider is unknown`, async (t) => {
    const { url, stop } = await implementation.start();
    await stop();
    const provider = create(url, webhookSecret);
    t.teardown(provider.close);
    const orderId = newOrderId();
    const first = { orderId, authorizationId: 'a', operationId: 'o', attempt: 1, amount, key: 'k' };
    const answers = await Promise.all([
      provider.authorize(orderId, { amount, token, key: orderId }),
      provider.capture(first),
      provider.refund(first),
      provider.voidAuthorization(orderId, 'a'),
      provider.find(orderId, 'a'),
      provider.listPayments({ cursor: undefined, since: undefined }),
    ]);
    for (const answer of answers) {
      t.deepEqual(answer, { outcome: 'unknown', reason: 'provider-unreachable' });
    }
  });

  contract(`${name}: a webhook is accepted only if it is genuine and recent`, async (t) => {
    const provider = create('http://127.0.0.1:1', webhookSecret);
    t.teardown(provider.close);
    const orderId = newOrderId();
    const now = Date.now();
    const { headers, body } = webhook(orderId, now);
    t.deepEqual(provider.readWebhook(headers, body, now), {
      webhookId: 'evt_1',
      about: 'operation',
      orderId,
      operation: {
        kind: 'refund',
        operationId: 'r1',
        attempt: 1,
        amount,
        status: 'done',
        providerId: 're_1',
      },
    });
    t.is(provider.readWebhook(headers, body.replace('1000', '9000'), now), undefined);
    t.is(provider.readWebhook({}, body, now), undefined);
    const old = webhook(orderId, now - HOUR_MS);
    t.is(provider.readWebhook(old.headers, old.body, now), undefined);
    const unconfigured = create('http://127.0.0.1:1');
    t.teardown(unconfigured.close);
    t.is(
      unconfigured.readWebhook(headers, body, now),
      undefined,
      'without a secret no webhook is genuine',
    );
  });
}
