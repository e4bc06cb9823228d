import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { inContext, newContext } from '../telemetry/index.ts';
import { createSidecar } from './index.ts';

/** A sidecar client of a server that does what the test says. */
async function sidecarOf(t: ExecutionContext, listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sidecar = createSidecar({
    port: (server.address() as AddressInfo).port,
    apiToken: 'the-token',
  });
  t.teardown(async () => {
    server.closeAllConnections();
    await sidecar.close();
    server.close();
  });
  return sidecar;
}

test('every call carries the token and the context of the work that makes it', async (t) => {
  const sidecar = await sidecarOf(t, (request, response) => {
    response.end(JSON.stringify(request.headers));
  });
  const context = { ...newContext('because'), reentrancyId: 'chain' };
  const call = { method: 'POST', path: '/', body: '{}' } as const;
  const { text } = await inContext(context, () => sidecar.request(call));
  t.like(JSON.parse(text), {
    'dapr-api-token': 'the-token',
    'content-type': 'application/json',
    'x-correlation-id': 'because',
    'dapr-reentrancy-id': 'chain',
    traceparent: context.traceparent,
  });
});

test('a call whose answer does not come ends in time', async (t) => {
  const sidecar = await sidecarOf(t, () => {});
  await t.throwsAsync(sidecar.request({ method: 'GET', path: '/', timeoutMs: 50 }));
});

test('a call whose answer comes drop by drop ends in time', async (t) => {
  const sidecar = await sidecarOf(t, (_request, response) => {
    const drops = setInterval(() => response.write('.'), 5);
    response.on('close', () => clearInterval(drops));
  });
  await t.throwsAsync(sidecar.request({ method: 'GET', path: '/', timeoutMs: 200 }));
});

test('a call that waits for a free connection ends in time', async (t) => {
  const sidecar = await sidecarOf(t, () => {});
  const slow = Array.from({ length: 64 }, () =>
    t.throwsAsync(sidecar.request({ method: 'GET', path: '/', timeoutMs: 2_000 })),
  );
  const first = await Promise.race([
    Promise.race(slow).then(() => 'a slow call'),
    sidecar.request({ method: 'GET', path: '/', timeoutMs: 50 }).then(
      () => 'an answer',
      () => 'the quick call',
    ),
  ]);
  t.is(first, 'the quick call');
  await Promise.all(slow);
});

test('a sidecar that is not there is not ready', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const sidecar = createSidecar({ port, apiToken: '' });
  t.teardown(() => sidecar.close());
  t.false(await sidecar.isReady());
});
