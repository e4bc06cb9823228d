import { waitUntil } from '@commerce/testing';
import test from 'ava';
import { gbp, paymentsUnderTest, WEBHOOK_SECRET } from './payment-app.ts';

const { app, provider } = await paymentsUnderTest();
const ARRIVES = { timeoutMs: 20_000 };

/** Takes what was done at the provider into our records, each in its way. */
const ways = {
  async reconciliation() {
    await app.reconcile();
  },
  async webhook(orderId: string, isKnown: () => Promise<boolean>) {
    await waitUntil(isKnown, { ...ARRIVES, what: `the webhook about ${orderId} is applied` });
  },
};
test.before(() => provider.sendWebhooksTo(app.webhookUrl, WEBHOOK_SECRET));

async function captured(amountMinor = 1000, token = 'tok_ok'): Promise<string> {
  const orderId = await app.authorized(token);
  await app.capture(orderId, 's1', amountMinor);
  return orderId;
}

const types = async (orderId: string) => (await app.events(orderId)).map(({ type }) => type);

for (const [name, learn] of Object.entries(ways)) {
  /** Does something by hand, and waits until an event tells it. */
  const byHand = async (action: { reference: string } & Record<string, unknown>, type: string) => {
    const before = (await types(action.reference)).filter((one) => one === type).length;
    const { body } = await provider.byHand(action);
    await learn(action.reference, async () => {
      const now = await types(action.reference);
      return now.filter((one) => one === type).length > before;
    });
    return body as { id: string };
  };

  test.serial(
    `by ${name}: a refund in the dashboard is in the books, and a return refunds the rest`,
    async (t) => {
      const orderId = await captured();
      const hand = { do: 'refund', reference: orderId, amount: gbp(1000) };
      const { id } = await byHand({ ...hand, amount: gbp(400) }, 'PaymentRefunded.v1');
      t.like((await app.read(orderId)).body, {
        refunded: gbp(400),
        refundable: gbp(600),
        operations: [
          { kind: 'capture' },
          { operationId: id, foreign: true, amount: gbp(400), status: 'done' },
        ],
      });
      const all = await app.refund(orderId, 'r1', 1000);
      t.like(all, { status: 409, body: { type: '/problems/refund-exceeds-captured' } });
      t.regex(String(all.body['detail']), /600 minor units are left/);
      t.is((await app.refund(orderId, 'r1', 600)).body['outcome'], 'refunded');
      t.like((await app.read(orderId)).body, { refunded: gbp(1000), refundable: gbp(0) });
      t.deepEqual((await app.ledger(orderId)).slice(2), [
        ['customer-refunds', 400],
        ['provider-receivable', -400],
        ['customer-refunds', 600],
        ['provider-receivable', -600],
      ]);
      const event = (await app.events(orderId)).find(({ type }) => type === 'PaymentRefunded.v1');
      t.like(event?.data, { refundId: id, foreign: true, totals: { refunded: gbp(400) } });
    },
  );

  test.serial(`by ${name}: a capture in the dashboard is in the books`, async (t) => {
    const orderId = await app.authorized();
    const action = { do: 'capture', reference: orderId, amount: gbp(300) };
    await byHand(action, 'PaymentCaptured.v1');
    t.like((await app.read(orderId)).body, { captured: gbp(300), refundable: gbp(300) });
    const above = await app.capture(orderId, 's1', 701);
    t.like(above, { status: 409, body: { type: '/problems/capture-exceeds-authorized' } });
  });

  for (const [action, reason] of [
    ['void', 'voided-at-provider'],
    ['expire', 'authorization-expired'],
  ] as const) {
    test.serial(
      `by ${name}: an authorization that ends there (${action}) ends here, and no goods leave for it`,
      async (t) => {
        const orderId = await app.authorized();
        await byHand({ do: action, reference: orderId }, 'AuthorizationExpired.v1');
        t.like((await app.read(orderId)).body, { status: 'voided', reason });
        const refused = { outcome: 'refused', code: 'payment-not-authorized', reason };
        t.deepEqual((await app.capture(orderId, 's1', 400)).body, refused);
        t.deepEqual((await app.capture(orderId, 's1', 400)).body, refused);
        t.deepEqual(await types(orderId), ['AuthorizationExpired.v1', 'PaymentCaptureRefused.v1']);
        t.like((await app.read(orderId)).body, {
          operations: [{ operationId: 's1', status: 'refused', attempt: 1, reason }],
        });
      },
    );
  }

  for (const [end, disputed, refundable] of [
    ['won', 0, 1000],
    ['lost', 1000, 0],
  ] as const) {
    test.serial(
      `by ${name}: a dispute that is ${end} is in the books and tells the order`,
      async (t) => {
        const orderId = await captured();
        const dispute = { do: 'dispute', reference: orderId, disputeId: 'dp_1', amount: gbp(1000) };
        await byHand({ ...dispute, state: 'opened' }, 'PaymentDisputed.v1');
        t.like((await app.read(orderId)).body, {
          disputed: gbp(1000),
          refundable: gbp(0),
          disputes: [{ disputeId: 'dp_1', state: 'opened' }],
        });
        t.is((await app.refund(orderId, 'r1', 1)).status, 409);
        await byHand({ ...dispute, state: end }, 'PaymentDisputed.v1');
        t.like((await app.read(orderId)).body, {
          disputed: gbp(disputed),
          refundable: gbp(refundable),
          disputes: [{ state: end }],
        });
        t.deepEqual((await app.ledger(orderId)).slice(2), [
          ['disputed-payments', 1000],
          ['provider-receivable', -1000],
          ...(end === 'won'
            ? [
                ['provider-receivable', 1000],
                ['disputed-payments', -1000],
              ]
            : [
                ['dispute-losses', 1000],
                ['disputed-payments', -1000],
              ]),
        ]);
      },
    );
  }

  test.serial(
    `by ${name}: a refund that fails days later is ours again, and can be repeated`,
    async (t) => {
      const orderId = await captured(1000, 'tok_refund_pending');
      const refunded = await app.refund(orderId, 'r1', 400, { kind: 'goodwill', reason: 'late' });
      t.like(refunded.body, { outcome: 'refunded', pending: true });
      const refundId = String(refunded.body['providerId']);
      await byHand({ do: 'fail-refund', reference: orderId, refundId }, 'PaymentRefundFailed.v1');
      t.like((await app.read(orderId)).body, {
        refunded: gbp(0),
        refundable: gbp(1000),
        operations: [
          { kind: 'capture' },
          { status: 'failed', reason: 'refund-returned', refundKind: 'goodwill' },
        ],
      });
      t.is((await app.refund(orderId, 'r1', 400)).body['outcome'], 'refunded');
      t.like((await app.read(orderId)).body, {
        refunded: gbp(400),
        operations: [{ kind: 'capture' }, { status: 'done', attempt: 2 }],
      });
      t.deepEqual(await app.forPerson(orderId), []);
    },
  );
}

test.serial('a webhook about a change there is applied once, however often it comes', async (t) => {
  const orderId = await captured();
  await provider.byHand({ do: 'refund', reference: orderId, amount: gbp(100) });
  await Promise.all([app.reconcile(), app.reconcile()]);
  await ways.webhook(orderId, async () => (await types(orderId)).includes('PaymentRefunded.v1'));
  await app.reconcile();
  t.is((await types(orderId)).filter((type) => type === 'PaymentRefunded.v1').length, 1);
  t.like((await app.read(orderId)).body, { refunded: gbp(100) });
});

test.serial(
  'an authorization that was voided there is known as ended right after the refused capture',
  async (t) => {
    const orderId = await app.authorized();
    await provider.stop();
    await provider.start();
    await provider.byHand({ do: 'expire', reference: orderId });
    t.deepEqual((await app.capture(orderId, 's1', 400)).body, {
      outcome: 'refused',
      code: 'payment-not-authorized',
      reason: 'authorization-expired',
    });
    t.like((await app.read(orderId)).body, { status: 'voided', reason: 'authorization-expired' });
  },
);
