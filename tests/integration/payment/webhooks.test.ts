import { randomBytes } from 'node:crypto';
import test from 'ava';
import { signatureHeaders } from '@commerce/payment-provider/webhooks';
import { waitUntil } from '@commerce/testing/wait-until';
import { gbp, newOrderId, paymentsUnderTest, WEBHOOK_SECRET } from './payment-app.ts';

const WEBHOOK_LIMIT_MS = 20_000;
const FIVE_MINUTES_S = 300;

// Serial, because the last one wakes the sweep, which would settle the operations of the others.
const { app, provider } = await paymentsUnderTest();
test.before(() => provider.sendWebhooksTo(app.webhookUrl, WEBHOOK_SECRET));

const newWebhookId = () => `msg_${randomBytes(16).toString('hex')}`;

function untilState(orderId: string, isReached: (state: Record<string, unknown>) => boolean) {
  return waitUntil(
    async () => {
      const { status, body } = await app.read(orderId);
      return status === 200 && isReached(body) && body;
    },
    { timeoutMs: WEBHOOK_LIMIT_MS, what: `a webhook about ${orderId} is applied` },
  );
}

/** An order with a recorded capture that the provider does not know. */
async function withPendingCapture(): Promise<string> {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_ok', 1000);
  await app.database.query(
    `INSERT INTO payment_operations
       (order_id, operation_id, kind, amount_minor, currency, status, attempt)
     VALUES ($1, 's1', 'capture', 600, 'GBP', 'open', 1)`,
    [orderId],
  );
  return orderId;
}

function captureEvent(orderId: string, over: object = {}): string {
  const capture = { id: 'cap_1', operationId: 's1', attempt: 1, amount: gbp(600) };
  const data = { reference: orderId, ...capture, ...over };
  return JSON.stringify({ type: 'capture.done', data });
}

async function receipts(idPattern: string): Promise<number> {
  const { rowCount } = await app.database.query(
    'SELECT FROM webhook_receipts WHERE webhook_id LIKE $1',
    [idPattern],
  );
  return rowCount ?? 0;
}

test.serial('a webhook makes up for a lost answer, without another request', async (t) => {
  const orderId = newOrderId();
  t.is((await app.authorize(orderId, 'tok_lost_reply')).body['outcome'], 'unknown');
  const state = await untilState(orderId, ({ status }) => status === 'authorized');
  const [authorization] = await provider.authorizationsOf(orderId);
  t.is(state['authorizationId'], authorization?.id);
});

test.serial(
  'a webhook records a capture whose answer was lost, with its ledger entries',
  async (t) => {
    const orderId = newOrderId();
    await app.authorize(orderId, 'tok_timeout_after_capture', 1000);
    await app.capture(orderId, 's1', 600);
    const state = await untilState(
      orderId,
      ({ captured }) => (captured as { amountMinor: number }).amountMinor === 600,
    );
    t.like(state, { operations: [{ status: 'done' }] });
    t.is((await app.ledger(orderId)).length, 2);
  },
);

test.serial('a webhook that arrives before the reply has the same effect once', async (t) => {
  const orderId = newOrderId();
  t.is((await app.authorize(orderId, 'tok_webhook_first', 1000)).body['outcome'], 'authorized');
  t.is((await app.capture(orderId, 's1', 600)).body['outcome'], 'captured');
  t.is((await app.refund(orderId, 'r1', 200)).body['outcome'], 'refunded');
  t.like((await app.read(orderId)).body, { captured: gbp(600), refunded: gbp(200) });
  t.is((await app.ledger(orderId)).length, 4);
});

test.serial('a webhook that arrives twice changes nothing the second time', async (t) => {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_double_webhook', 1000);
  const before = await receipts('%');
  t.is((await app.capture(orderId, 's1', 600)).body['outcome'], 'captured');
  t.is((await app.refund(orderId, 'r1', 200)).body['outcome'], 'refunded');
  await waitUntil(async () => (await receipts('%')) >= before + 2, {
    timeoutMs: WEBHOOK_LIMIT_MS,
    what: 'the webhooks of the capture and the refund are applied',
  });
  t.like((await app.read(orderId)).body, { captured: gbp(600), refunded: gbp(200) });
  t.is((await app.ledger(orderId)).length, 4);
});

test.serial('a genuine webhook takes effect once per id', async (t) => {
  const orderId = await withPendingCapture();
  const id = newWebhookId();
  const body = captureEvent(orderId);
  const headers = signatureHeaders(WEBHOOK_SECRET, id, body);
  const answers = await Promise.all(Array.from({ length: 5 }, () => app.webhook(headers, body)));
  t.deepEqual(answers.map((answer) => answer.body['result']).sort(), [
    'applied',
    'repeated',
    'repeated',
    'repeated',
    'repeated',
  ]);
  t.is((await app.ledger(orderId)).length, 2);
  const another = await app.webhook(signatureHeaders(WEBHOOK_SECRET, newWebhookId(), body), body);
  t.like(another, { status: 200, body: { result: 'ignored' } });
  t.is((await app.ledger(orderId)).length, 2);
});

test.serial('a forged webhook is refused and has no effect', async (t) => {
  const orderId = await withPendingCapture();
  const id = newWebhookId();
  const body = captureEvent(orderId);
  const other = Buffer.from('another secret').toString('base64');
  const genuine = signatureHeaders(WEBHOOK_SECRET, id, body);
  const forged: Record<string, string>[] = [
    {},
    signatureHeaders(other, id, body),
    { ...genuine, 'webhook-id': newWebhookId() },
    { ...genuine, 'webhook-signature': 'v1,' },
    { ...genuine, 'webhook-signature': genuine['webhook-signature']?.replace('v1,', '') ?? '' },
  ];
  for (const headers of forged) {
    const answer = await app.webhook(headers, body);
    t.like(answer, { status: 401, body: { type: '/problems/webhook-not-genuine' } });
  }
  const changed = body.replace('"amountMinor":600', '"amountMinor":900');
  t.is((await app.webhook(genuine, changed)).status, 401);
  t.is(await receipts(id), 0);
  t.like((await app.read(orderId)).body, { captured: gbp(0), operations: [{ status: 'open' }] });
});

test.serial('a webhook that is too old or from the future is refused', async (t) => {
  const orderId = await withPendingCapture();
  const body = captureEvent(orderId);
  const now = Math.floor(Date.now() / 1000);
  for (const at of [now - FIVE_MINUTES_S - 5, now + FIVE_MINUTES_S + 30]) {
    const headers = signatureHeaders(WEBHOOK_SECRET, newWebhookId(), body, at);
    t.is((await app.webhook(headers, body)).status, 401);
  }
  t.like((await app.read(orderId)).body, { captured: gbp(0) });
});

test.serial('a genuine webhook that does not match our record changes nothing', async (t) => {
  const orderId = await withPendingCapture();
  const bodies = [
    captureEvent(orderId, { amount: gbp(601) }),
    captureEvent(orderId, { operationId: 'never-asked' }),
    captureEvent(orderId, { attempt: 2 }),
    captureEvent(newOrderId()),
    JSON.stringify({ type: 'something.else', data: { reference: orderId } }),
    'not JSON',
  ];
  for (const body of bodies) {
    const headers = signatureHeaders(WEBHOOK_SECRET, newWebhookId(), body);
    t.like(await app.webhook(headers, body), { status: 200, body: { result: 'ignored' } }, body);
  }
  t.like((await app.read(orderId)).body, { captured: gbp(0), operations: [{ status: 'open' }] });
  t.deepEqual(await app.ledger(orderId), []);
});

test.serial('an authorization announced after a void is voided', async (t) => {
  const orderId = newOrderId();
  await app.database.query("INSERT INTO payments (order_id, status) VALUES ($1, 'voided')", [
    orderId,
  ]);
  const amount = gbp(1000);
  await provider.authorize({ reference: orderId, amount, token: 'tok_double_webhook' }, orderId);
  await untilState(orderId, ({ voidedAtProvider }) => voidedAtProvider !== undefined);
  await waitUntil(async () => (await provider.authorizationsOf(orderId))[0]?.status === 'voided', {
    timeoutMs: WEBHOOK_LIMIT_MS,
    what: 'the authorization is voided',
  });
  t.like((await app.read(orderId)).body, { status: 'voided' });
});
