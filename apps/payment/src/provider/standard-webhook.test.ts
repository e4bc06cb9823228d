import { createHmac, randomBytes } from 'node:crypto';
import test from 'ava';
import { Webhook } from 'standardwebhooks';
import { verifiedWebhookId, WEBHOOK_TOLERANCE_MS } from './standard-webhook.ts';

const secret = randomBytes(24).toString('base64');
const webhook = new Webhook(`whsec_${secret}`);
const BODY = '{"type":"capture.done"}';
const TOLERANCE_SECONDS = WEBHOOK_TOLERANCE_MS / 1_000;
/** More than the time that a test can take, s. */
const MARGIN_SECONDS = 60;

const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** The headers as Standard Webhooks describes them, without the library. */
function signed({ id = 'msg_1', key = secret, timestamp = String(nowSeconds()) } = {}) {
  const signature = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`${id}.${timestamp}.${BODY}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

const signatureOf = (key: string) => signed({ key })['webhook-signature'];

test('a genuine webhook answers its id', (t) => {
  t.is(verifiedWebhookId(signed(), BODY, webhook), 'msg_1');
});

test('one valid signature among several is enough, in any position', (t) => {
  const other = randomBytes(24).toString('base64');
  const several = [signatureOf(other), `v1a,${other}`, 'v1', signatureOf(secret)];
  for (const signatures of [several, several.toReversed()]) {
    const headers = { ...signed(), 'webhook-signature': signatures.join(' ') };
    t.is(verifiedWebhookId(headers, BODY, webhook), 'msg_1', headers['webhook-signature']);
  }
  const wrong = { ...signed(), 'webhook-signature': several.slice(0, -1).join(' ') };
  t.is(verifiedWebhookId(wrong, BODY, webhook), undefined);
});

test('the timestamp may be 5 minutes away, either way', (t) => {
  for (const direction of [-1, 1]) {
    const at = (seconds: number) => String(nowSeconds() + direction * seconds);
    const near = signed({ timestamp: at(TOLERANCE_SECONDS - MARGIN_SECONDS) });
    t.is(verifiedWebhookId(near, BODY, webhook), 'msg_1');
    const far = signed({ timestamp: at(TOLERANCE_SECONDS + MARGIN_SECONDS) });
    t.is(verifiedWebhookId(far, BODY, webhook), undefined);
  }
});

const genuine = signed();
const forged: Record<string, Record<string, string | string[]>> = {
  'no headers': {},
  'no signature': { ...genuine, 'webhook-signature': '' },
  'another id': { ...genuine, 'webhook-id': 'msg_2' },
  'another timestamp': { ...genuine, 'webhook-timestamp': String(nowSeconds() - 1) },
  'a timestamp that is no number': signed({ timestamp: 'now' }),
  'a signature without its version': {
    ...genuine,
    'webhook-signature': genuine['webhook-signature'].slice(3),
  },
  'a header that is a list': { ...genuine, 'webhook-signature': [genuine['webhook-signature']] },
  'an id that is too long to keep': signed({ id: 'm'.repeat(201) }),
};

for (const [what, headers] of Object.entries(forged)) {
  test(`refused: ${what}`, (t) => {
    t.is(verifiedWebhookId(headers, BODY, webhook), undefined);
  });
}

test('refused: a body that was changed', (t) => {
  t.is(verifiedWebhookId(genuine, `${BODY} `, webhook), undefined);
});
