import { setTimeout as pause } from 'node:timers/promises';
import { CircuitOpenError, createSidecar, type SidecarRequest } from 'dapr-actor-runtime/sidecar';
import { connectStack } from '@commerce/testing/stack';
import { waitUntil } from '@commerce/testing/wait-until';
import test, { type ExecutionContext } from 'ava';
import { startProbe } from './probe.ts';

const PATIENCE_MS = 20_000;
const POLL_MS = 100;
/** More calls than a circuit breaker needs to decide. */
const MANY = 24;

/** The called app: it answers as the path says, and counts the calls. */
const reached = new Map<string, number>();
let isBroken = false;
const probe = await startProbe(() => [
  async (ctx) => {
    const count = (reached.get(ctx.path) ?? 0) + 1;
    reached.set(ctx.path, count);
    if (ctx.path.endsWith('/cut')) return void ctx.req.socket.destroy();
    ctx.status = ctx.path.endsWith('/refused') ? 422 : isBroken ? 500 : 200;
    ctx.body = { count, waitsMs: Number(ctx.get('request-timeout-ms')) };
  },
]);
test.after.always('the probe is stopped', () => probe.stop());

/** Another app: the order app's sidecar, over mTLS, with its own circuit breakers. */
function caller(t: ExecutionContext) {
  const { app, daprApiToken } = connectStack();
  const sidecar = createSidecar({ port: app('order').daprHttpPort, apiToken: daprApiToken });
  t.teardown(() => sidecar.close());
  return (call: Partial<SidecarRequest> & { path: string }) =>
    sidecar.invoke(probe.appId, { method: 'GET', ...call });
}

test.serial('an app learns how long its caller waits', async (t) => {
  const { text } = await caller(t)({ path: '/in-time', timeoutMs: 5_000 });
  const { waitsMs } = JSON.parse(text) as { waitsMs: number };
  t.true(waitsMs > 0 && waitsMs <= 5_000, text);
});

test.serial(
  'an app that refuses requests is still called: refusals are not failures',
  async (t) => {
    const call = caller(t);
    for (let n = 0; n < MANY; n++) t.is((await call({ path: '/refused' })).status, 422);
    t.is(reached.get('/refused'), MANY);
  },
);

test.serial(
  'the circuit of a failing app opens, lets one call through, and closes again',
  async (t) => {
    const call = caller(t);
    isBroken = true;
    // Each path is different: the circuit breaker belongs to the app.
    for (let n = 0; n < 20; n++) t.is((await call({ path: `/orders/${n}` })).status, 500);
    await t.throwsAsync(call({ path: '/orders/left-alone' }), { instanceOf: CircuitOpenError });
    t.false(reached.has('/orders/left-alone'));

    const untilTried = async (path: string) => {
      await waitUntil(
        async () => {
          await call({ path }).catch(() => pause(POLL_MS));
          return reached.has(path);
        },
        { timeoutMs: PATIENCE_MS, what: `a call of ${path} is let through` },
      );
    };
    await untilTried('/still-broken');
    await t.throwsAsync(call({ path: '/orders/left-alone' }), { instanceOf: CircuitOpenError });
    isBroken = false;
    await untilTried('/mended');
    for (let n = 0; n < MANY; n++) t.is((await call({ path: '/well' })).status, 200);
  },
);

test.serial('a call that may have arrived is retried only if it is idempotent', async (t) => {
  const call = caller(t);
  const key = { 'idempotency-key': 'k' };
  for (const [path, method, headers, times] of [
    ['/post/cut', 'POST', {}, 1],
    ['/patch/cut', 'PATCH', {}, 1],
    ['/keyed/cut', 'POST', key, 4],
    ['/get/cut', 'GET', {}, 4],
  ] as const) {
    t.is((await call({ path, method, headers })).status, 500, path);
    t.is(reached.get(path), times, path);
  }
});

test.serial(
  'a call that was never sent is retried, and fails soon if the app is missing',
  async (t) => {
    const { app, daprApiToken } = connectStack();
    const sidecar = createSidecar({ port: app('order').daprHttpPort, apiToken: daprApiToken });
    t.teardown(() => sidecar.close());
    const started = Date.now();
    const { status } = await sidecar.invoke('nobody', { method: 'POST', path: '/' });
    t.is(status, 500);
    const ms = Date.now() - started;
    t.true(ms > 1_500 && ms < 15_000, `it took ${ms} ms`);
  },
);

test.serial('forwarded headers cannot choose the called app', async (t) => {
  const call = caller(t);
  const named = Buffer.from('dapr-app-id:payment').toString('base64');
  for (const headers of [
    { authorization: `Basic ${named}` },
    { Authorization: `basic  ${named}` },
    { 'dapr-app-id': 'payment' },
  ]) {
    await t.throwsAsync(call({ path: '/diverted', headers }), { message: /choose the target app/ });
  }
  t.false(reached.has('/diverted'));
});
