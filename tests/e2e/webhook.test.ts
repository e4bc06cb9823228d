import { createHmac, randomBytes } from 'node:crypto';
import { loadSecrets, secretOf } from '@commerce/local-stack';
import { connectStack } from '@commerce/testing';
import test from 'ava';

const stack = connectStack();
test.after.always(() => stack.close());
const secret = secretOf(loadSecrets(stack.dataDir), 'PAYMENT_WEBHOOK_SECRET');

/** Sends a webhook through the gateway, signed like the provider's (Standard Webhooks). */
async function send(body: Buffer, signed = body): Promise<{ status: number; text: string }> {
  const id = `msg_${randomBytes(8).toString('hex')}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(signed)
    .digest('base64');
  const answer = await fetch(`${stack.gatewayUrl}/webhooks/payment-provider`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body: new Uint8Array(body),
  });
  return { status: answer.status, text: await answer.text() };
}

test('a signed webhook passes the gateway byte for byte', async (t) => {
  const odd = [
    '{"type":"other.thing",\r\n\t "data" : {"reference":"ord_1"} }\n\n',
    '{"type":"other.thing","data":{"reference":"\\u00e9 é \\/ 漢字 😀","n":1.50e+02}}',
    '\ufeff{"type":"other.thing"}',
    '  not even JSON  ',
  ];
  for (const text of odd) {
    const { status, text: answer } = await send(Buffer.from(text));
    t.is(status, 200, `${JSON.stringify(text)}: ${answer}`);
  }
});

test('a webhook with one changed byte is refused', async (t) => {
  const body = Buffer.from('{"type":"other.thing","data":{"reference":"ord_1"}}');
  const changed = Buffer.concat([body, Buffer.from(' ')]);
  const { status, text } = await send(changed, body);
  t.is(status, 401);
  t.regex(text, /webhook-not-genuine/);
});

test('the gateway exposes nothing of the payment app that moves money', async (t) => {
  const refunds = '/payments/ord_1/refunds';
  for (const path of [refunds, '/reconciliations', '/dead-letters', '/webhooks/other']) {
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(stack.gatewayUrl + path, { method });
      await answer.text();
      t.is(answer.status, 404, `${method} ${path}`);
    }
  }
});
