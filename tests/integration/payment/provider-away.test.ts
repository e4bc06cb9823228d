import test from 'ava';
import { newOrderId, paymentsUnderTest } from './payment-app.ts';

const { app, provider } = await paymentsUnderTest();

const unreachable = { outcome: 'unknown', reason: 'provider-unreachable' };

test.serial('a recorded authorization is answered without the provider', async (t) => {
  const orderId = newOrderId();
  const first = await app.authorize(orderId, 'tok_ok');
  await provider.stop();
  t.deepEqual(await app.authorize(orderId, 'tok_ok'), first);
  await provider.start();
});

test.serial(
  'an authorization is unknown while the provider is unavailable, and succeeds later',
  async (t) => {
    const orderId = newOrderId();
    await provider.stop('SIGKILL');
    t.deepEqual((await app.authorize(orderId, 'tok_ok')).body, unreachable);
    await provider.start();
    t.is((await app.authorize(orderId, 'tok_ok')).body['outcome'], 'authorized');
    t.is((await provider.authorizationsOf(orderId)).length, 1);
  },
);

test.serial('a void is unknown until the provider has confirmed it', async (t) => {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_ok');
  await provider.stop('SIGKILL');
  t.deepEqual((await app.void(orderId)).body, unreachable);
  t.deepEqual((await app.void(orderId)).body, unreachable);
  t.deepEqual((await app.authorize(orderId, 'tok_ok')).body, { outcome: 'voided' });
  await provider.start();
  t.deepEqual((await app.void(orderId)).body, { outcome: 'voided' });
  t.like(await provider.authorizationsOf(orderId), [{ status: 'voided' }]);
  await provider.stop();
  t.deepEqual((await app.void(orderId)).body, { outcome: 'voided' });
  await provider.start();
});

test.serial('the sweep completes every pending void once the provider is back', async (t) => {
  const orderIds = Array.from({ length: 3 }, newOrderId);
  for (const orderId of orderIds) await app.authorize(orderId, 'tok_ok');
  await provider.stop('SIGKILL');
  const ended = orderIds.map((id) => ({
    id: `${id}:3`,
    type: 'OrderCancelled.v1',
    stream: id,
    seq: 3,
  }));
  t.deepEqual(await app.deliver(ended), ['SUCCESS', 'SUCCESS', 'SUCCESS']);
  await app.sweep();
  for (const orderId of orderIds) {
    const { body } = await app.read(orderId);
    t.is(body['status'], 'voided');
    t.is(body['voidedAtProvider'], undefined);
  }
  await provider.start();
  await app.sweep();
  for (const orderId of orderIds) {
    t.like(await provider.authorizationsOf(orderId), [{ status: 'voided' }]);
    t.is(typeof (await app.read(orderId)).body['voidedAtProvider'], 'string');
  }
});
