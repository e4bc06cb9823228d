import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { inContext, inTimeLimit } from '../telemetry/index.ts';
import { problemOf } from '../server/index.ts';
import { CallerGoneError, createSidecar, SidecarError } from './index.ts';

/** A sidecar client whose sidecar is a server that behaves as the test defines. */
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

test('every call carries the token and the current context', async (t) => {
  const sidecar = await sidecarOf(t, (request, response) => {
    response.end(JSON.stringify(request.headers));
  });
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const context = { correlationId: 'because', traceparent, reentrancyId: 'chain' };
  const call = { method: 'POST', path: '/', body: '{}' } as const;
  const { text } = await inContext(context, () => sidecar.request(call));
  t.like(JSON.parse(text), {
    'dapr-api-token': 'the-token',
    'content-type': 'application/json',
    'x-correlation-id': 'because',
    'dapr-reentrancy-id': 'chain',
    traceparent,
  });
});

test('the path of an invoked app is encoded once more, because the sidecar decodes it once', async (t) => {
  const sidecar = await sidecarOf(t, (request, response) => response.end(request.url));
  const path = `/rooms/${encodeURIComponent('A/B 50%')}/why?cursor=%31`;
  const { text } = await sidecar.invoke('other', { method: 'GET', path });
  t.is(text, '/v1.0/invoke/other/method/rooms/A%252FB%252050%2525/why?cursor=%31');
  const [decoded = ''] = text.split('?');
  t.true(decodeURIComponent(decoded).endsWith(`/rooms/${encodeURIComponent('A/B 50%')}/why`));
});

test('an invoked app is told its time limit, which is no longer than its caller waits', async (t) => {
  const sidecar = await sidecarOf(t, (request, response) => {
    const left = String(request.headers['request-timeout-ms']);
    if (left !== '1') response.end(left);
  });
  const call = { method: 'GET', path: '/', timeoutMs: 3_000 } as const;
  const toldMs = async () => Number((await sidecar.invoke('other', call)).text);
  const alone = await toldMs();
  t.true(alone > 2_000 && alone <= 3_000, String(alone));
  const awaited = await inTimeLimit(2_000, toldMs);
  t.true(awaited > 1_000 && awaited <= 2_000, String(awaited));
  await t.throwsAsync(inTimeLimit(-5, toldMs), { message: /within 1 ms/ });
});

test('an actor or a state store gets no time limit: their work continues when the caller has gone', async (t) => {
  const sidecar = await sidecarOf(t, (request, response) => {
    response.end(JSON.stringify(request.headers));
  });
  const { text } = await inTimeLimit(2_000, () => sidecar.request({ method: 'GET', path: '/' }));
  t.false('request-timeout-ms' in (JSON.parse(text) as object));
});

test('a call ends when its caller disconnects, and so does the request behind it', async (t) => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const sidecar = await sidecarOf(t, (_request, response) => {
    response.on('close', ended.resolve);
    begun.resolve();
  });
  const caller = new EventEmitter();
  const call = sidecar.invoke('other', { method: 'GET', path: '/', caller });
  await begun.promise;
  caller.emit('close');
  await t.throwsAsync(call, { instanceOf: CallerGoneError });
  await ended.promise;
  t.is(caller.listenerCount('close'), 0);
});

test('a call without an answer ends in time', async (t) => {
  const sidecar = await sidecarOf(t, () => {});
  await t.throwsAsync(sidecar.request({ method: 'GET', path: '/', timeoutMs: 50 }));
});

test('a call whose answer arrives byte by byte ends in time', async (t) => {
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

test('hanging calls block only calls of their own kind, and not the health check of the sidecar', async (t) => {
  const sidecar = await sidecarOf(t, ({ url = '' }, response) => {
    if (url.includes('/start?') || url.includes('/slow/')) return;
    response.writeHead(204).end();
  });
  const ended: Promise<unknown>[] = [];
  for (let n = 0; n < 100; n++) {
    const slow = { method: 'GET', path: '/', timeoutMs: 5_000 } as const;
    ended.push(t.throwsAsync(sidecar.invoke('slow', slow)));
    ended.push(t.throwsAsync(sidecar.startWorkflow('w', String(n), {})));
    ended.push(t.throwsAsync(sidecar.request({ ...slow, path: '/slow/turn', pool: 'turns' })));
  }
  let isOver = false;
  const over = Promise.race(ended).then(() => (isOver = true));
  t.true(await sidecar.isReady());
  t.is((await sidecar.invoke('quick', { method: 'GET', path: '/' })).status, 204);
  await sidecar.save('store', 'key', {});
  t.false(isOver, 'none of them waited for a slow call to end');
  await over;
  await Promise.all(ended);
});

test('a call without an answer is reported as unavailable', async (t) => {
  const sidecar = await sidecarOf(t, ({ url }, response) => {
    if (url === '/cut') response.destroy();
    else if (url !== '/silent') response.writeHead(500).end('{"errorCode":"ERR_STATE_GET"}');
  });
  const failures = [
    sidecar.request({ method: 'GET', path: '/cut' }),
    sidecar.request({ method: 'GET', path: '/silent', timeoutMs: 50 }),
    sidecar.save('store', 'key', {}),
  ];
  for (const failure of failures) {
    const error = await t.throwsAsync(failure);
    t.is(problemOf(error).code, 'unavailable', error?.message);
  }
  const absent = (syscall: string) =>
    Object.assign(new Error('absent'), { code: 'ENOENT', syscall });
  t.is(problemOf(absent('connect')).code, 'unavailable', 'the socket of a restarted database');
  t.is(problemOf(absent('open')).code, 'internal-error');
  t.is(problemOf(new SidecarError('get state', 400, '')).code, 'internal-error');
  t.is(problemOf(undefined).code, 'internal-error');
});

test('a missing sidecar is not ready', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const sidecar = createSidecar({ port, apiToken: '' });
  t.teardown(() => sidecar.close());
  t.false(await sidecar.isReady());
});
