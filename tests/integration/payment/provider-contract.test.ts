import { randomBytes } from 'node:crypto';
import { signatureHeaders } from '@commerce/payment-provider/webhooks';
import type { PaymentProvider } from '@commerce/payment/provider/payment-provider';
import { createSimulatorProvider } from '@commerce/payment/provider/simulator-provider';
import { createStripeProvider } from '@commerce/payment/provider/stripe-provider';
import { createLogger } from '@commerce/runtime/telemetry';
import test from 'ava';
import Stripe from 'stripe';
import { newOrderId } from './payment-app.ts';
import { startProvider } from './provider-process.ts';
import { canRunStripeMock, startStripeMock } from './stripe-mock.ts';

const log = createLogger({ service: 'payment', level: 'silent' });
const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;
const amount = { amountMinor: 1000, currency: 'GBP' };
const HOUR_MS = 3_600_000;

/** What the contract needs to know of one implementation. */
interface Implementation {
  token: string;
  /** Which clear answers it gives to an authorization: stripe-mock's are fixed. */
  authorizes: string;
  start: () => Promise<{ url: string; stop: () => Promise<unknown> }>;
  create: (url: string, secret?: string) => PaymentProvider;
  /** A webhook about a refund of the order as it stands on the wire, signed at that time (ms). */
  webhook: (orderId: string, at: number) => { headers: Record<string, string>; body: string };
}

const implementations: Record<string, Implementation> = {
  simulator: {
    token: 'tok_ok',
    authorizes: 'authorized',
    async start() {
      const provider = await startProvider();
      return { url: provider.url, stop: provider.remove };
    },
    create: (url, secret) => createSimulatorProvider({ url, webhookSecret: secret, log }),
    webhook(orderId, at) {
      const move = { id: 're_1', operationId: 'r1', attempt: 1, amount };
      const body = JSON.stringify({ type: 'refund.done', data: { reference: orderId, ...move } });
      const seconds = Math.floor(at / 1000);
      return { headers: signatureHeaders(webhookSecret, 'evt_1', body, seconds), body };
    },
  },
  stripe: {
    token: 'pm_card_visa',
    authorizes: 'declined',
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
  // Only stripe-mock needs a Go compiler; a machine without one says so by the skipped tests.
  const contract = name === 'stripe' && !canRunStripeMock() ? test['skip'] : test;
  const { token, authorizes, create, webhook } = implementation;

  contract(`${name}: every request is understood and answered clearly`, async (t) => {
    const { url, stop } = await implementation.start();
    t.teardown(stop);
    const provider = create(url, webhookSecret);
    t.teardown(provider.close);
    const orderId = newOrderId();
    const authorization = await provider.authorize(orderId, { amount, token });
    t.is(authorization.outcome, authorizes as typeof authorization.outcome);
    const authorizationId =
      authorization.outcome === 'authorized' ? authorization.authorizationId : 'pi_123';

    const move = { orderId, authorizationId, attempt: 1, amount: { ...amount, amountMinor: 400 } };
    const capture = { ...move, operationId: 's1', key: `${orderId}:capture:s1:1` };
    const captured = await provider.capture(capture);
    t.is(captured.outcome, 'done');
    t.deepEqual(await provider.capture(capture), captured, 'the same try is answered alike');
    const refund = { ...move, operationId: 'r1', key: `${orderId}:refund:r1:1` };
    t.is((await provider.refund(refund)).outcome, 'done');

    for (const id of [authorizationId, undefined]) {
      t.is((await provider.find(orderId, id)).outcome, 'read');
      t.deepEqual(await provider.voidAuthorization(orderId, id), { outcome: 'voided' });
    }
    const since = new Date(Date.now() - HOUR_MS).toISOString();
    const book = await provider.readBook({ cursor: undefined, since });
    t.is(book.outcome, 'read');
    t.is((await provider.readBook({ cursor: '1', since: undefined })).outcome, 'read');
  });

  contract(`${name}: an unreachable provider is unknown, whatever it is asked`, async (t) => {
    const { url, stop } = await implementation.start();
    await stop();
    const provider = create(url, webhookSecret);
    t.teardown(provider.close);
    const orderId = newOrderId();
    const move = { orderId, authorizationId: 'a', operationId: 'o', attempt: 1, amount, key: 'k' };
    const answers = await Promise.all([
      provider.authorize(orderId, { amount, token }),
      provider.capture(move),
      provider.refund(move),
      provider.voidAuthorization(orderId, 'a'),
      provider.find(orderId, 'a'),
      provider.readBook({ cursor: undefined, since: undefined }),
    ]);
    for (const answer of answers) {
      t.deepEqual(answer, { outcome: 'unknown', reason: 'provider-unreachable' });
    }
  });

  contract(`${name}: a webhook counts only when it is genuine and fresh`, async (t) => {
    const provider = create('http://127.0.0.1:1', webhookSecret);
    t.teardown(provider.close);
    const orderId = newOrderId();
    const now = Date.now();
    const { headers, body } = webhook(orderId, now);
    t.deepEqual(provider.readNotice(headers, body, now), {
      webhookId: 'evt_1',
      about: 'move',
      orderId,
      move: {
        kind: 'refund',
        operationId: 'r1',
        attempt: 1,
        amount,
        status: 'done',
        providerId: 're_1',
      },
    });
    t.is(provider.readNotice(headers, body.replace('1000', '9000'), now), undefined);
    t.is(provider.readNotice({}, body, now), undefined);
    const old = webhook(orderId, now - HOUR_MS);
    t.is(provider.readNotice(old.headers, old.body, now), undefined);
    const trusting = create('http://127.0.0.1:1');
    t.teardown(trusting.close);
    t.is(trusting.readNotice(headers, body, now), undefined, 'without a secret none is genuine');
  });
}
