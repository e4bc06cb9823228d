import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import type { Context } from 'koa';
import { buildHttpApp, routes, withAppToken } from '../http/index.ts';
import { httpProblem, listen } from '../server/index.ts';
import {
  CallerGoneError,
  CircuitOpenError,
  createSidecar,
  type BatchedRequest,
  type SidecarResponse,
} from '../sidecar/index.ts';
import { contextHeaders, createLogger, inContext, timeLeftMs } from '../telemetry/index.ts';
import { batchRoute } from './batch-route.ts';

const TOKEN = 'the-token';
const log = createLogger({ service: 'things', level: 'silent' });
const operation = { app: 'things', operationId: 'makeThing', batched: true } as const;
type Answer = (ctx: Context, name: string) => Promise<void> | void;

/**
 * An app with a batched operation behind a server that takes the place of both sidecars: `paths` are
 * the requests that it has passed on.
 */
async function startApp(
  t: ExecutionContext,
  answer: Answer,
  { takesBatches = true }: { takesBatches?: boolean } = {},
) {
  const paths: string[] = [];
  const [route] = withAppToken(TOKEN, [
    {
      method: 'PUT',
      path: '/things/:name',
      handle: async (ctx, { name = '' }) => answer(ctx, name),
    },
  ]);
  if (route === undefined) throw new Error('unreachable: it has one route');
  const batches = batchRoute({ path: '/batches/makeThing', route, log });
  const list = takesBatches ? [...withAppToken(TOKEN, [batches]), route] : [route];
  const app = buildHttpApp({ log, ready: async () => undefined, middleware: routes(list) });
  const server = await listen(
    Object.assign(app, { middleware: [count(paths), ...app.middleware] }),
    0,
  );
  const sidecar = createSidecar({ port: server.port, apiToken: TOKEN });
  t.teardown(async () => {
    await sidecar.close();
    await server.close(0);
  });
  const call = (name: string, request: Partial<BatchedRequest> = {}) =>
    sidecar.invokeBatched(operation, { method: 'PUT', path: `/things/${name}`, ...request });
  return { call, paths, sidecar };
}

/** Strips what the sidecars would strip. */
const count = (paths: string[]) => async (ctx: Context, next: () => Promise<unknown>) => {
  ctx.url = ctx.url.replace('/v1.0/invoke/things/method', '');
  paths.push(ctx.url);
  await next();
};

const bodyOf = ({ text }: SidecarResponse) => JSON.parse(text) as Record<string, unknown>;

test('a call that is alone leaves at once, as a plain invocation', async (t) => {
  const { call, paths } = await startApp(t, (ctx, name) => {
    ctx.body = { name, body: ctx.request.length };
  });
  t.deepEqual(bodyOf(await call('one', { body: '{}' })), { name: 'one', body: 2 });
  t.deepEqual(paths, ['/things/one']);
});

test('calls that wait at the same time travel together, and each gets its own answer', async (t) => {
  const { call, paths } = await startApp(t, (ctx, name) => {
    if (name === 'bad') throw httpProblem('idempotency-key-reused', 'Another one.');
    if (name === 'broken') throw new Error('a fault');
    ctx.status = 201;
    ctx.set('location', `/things/${name}`);
    ctx.body = { name };
  });
  const answers = await Promise.all(['a', 'bad', 'broken', 'b'].map((name) => call(name)));
  t.deepEqual(
    answers.map(({ status }) => status),
    [201, 422, 500, 201],
  );
  t.deepEqual(bodyOf(answers[3] as SidecarResponse), { name: 'b' });
  t.is(answers[3]?.headers['location'], '/things/b');
  t.like(bodyOf(answers[1] as SidecarResponse), {
    type: '/problems/idempotency-key-reused',
    instance: '/things/bad',
  });
  t.deepEqual(paths, ['/batches/makeThing']);
});

test('each call keeps its context, its headers and its time limit', async (t) => {
  const { call } = await startApp(t, (ctx) => {
    ctx.body = { ...contextHeaders(), key: ctx.get('idempotency-key'), leftMs: timeLeftMs() };
  });
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const [one, two] = await Promise.all([
    inContext({ correlationId: 'one', traceparent }, () => call('one', { timeoutMs: 60_000 })),
    inContext({ correlationId: 'two' }, () =>
      call('two', { timeoutMs: 30_000, headers: { 'Idempotency-Key': 'k' } }),
    ),
  ]);
  const first = bodyOf(one);
  t.like(first, { 'x-correlation-id': 'one', traceparent, key: '' });
  t.true(Number(first['leftMs']) > 30_000 && Number(first['leftMs']) <= 60_000);
  const second = bodyOf(two);
  t.like(second, { 'x-correlation-id': 'two', key: 'k' });
  t.true(Number(second['leftMs']) <= 30_000);
});

test('a batch reaches only its own operation, and its calls cannot name their caller', async (t) => {
  const { call, sidecar } = await startApp(t, (ctx) => {
    ctx.body = { caller: ctx.get('dapr-caller-app-id') };
  });
  const [ok, other] = await Promise.all([
    call('a', { headers: { 'dapr-caller-app-id': 'gateway' } }),
    call('a', { path: '/healthz', method: 'GET' }),
  ]);
  t.deepEqual(bodyOf(ok), { caller: '' });
  t.is(other.status, 404);
  const withoutToken = await sidecar.request({
    method: 'POST',
    path: '/batches/makeThing',
    headers: { 'dapr-api-token': 'wrong' },
    body: '[{"method":"PUT","path":"/things/a","headers":{"dapr-api-token":"the-token"}}]',
  });
  t.is(withoutToken.status, 404);
});

test('a slow call delays no other of its batch', async (t) => {
  const held = Promise.withResolvers<void>();
  const { call } = await startApp(t, async (ctx, name) => {
    if (name === 'slow') await held.promise;
    ctx.body = { name };
  });
  const slow = call('slow');
  t.deepEqual(bodyOf(await call('quick')), { name: 'quick' });
  held.resolve();
  t.deepEqual(bodyOf(await slow), { name: 'slow' });
});

test('a call without an answer in time, or without a caller, ends alone', async (t) => {
  const held = Promise.withResolvers<void>();
  const { call, paths } = await startApp(t, async (ctx) => {
    await held.promise;
    ctx.body = {};
  });
  const caller = new EventEmitter();
  const late = call('late', { timeoutMs: 50 });
  const left = call('left', { caller });
  const patient = call('patient');
  await t.throwsAsync(late, { message: /within 50 ms/ });
  caller.emit('close');
  await t.throwsAsync(left, { instanceOf: CallerGoneError });
  held.resolve();
  t.is((await patient).status, 200);
  t.is(caller.listenerCount('close'), 0);
  t.deepEqual(paths, ['/batches/makeThing']);
});

test('a call whose caller has gone before its batch left is not sent', async (t) => {
  const names: string[] = [];
  const { call } = await startApp(t, (ctx, name) => {
    names.push(name);
    ctx.body = {};
  });
  const caller = new EventEmitter();
  const gone = t.throwsAsync(call('gone', { caller }), { instanceOf: CallerGoneError });
  const stays = call('stays');
  caller.emit('close');
  await gone;
  await stays;
  t.deepEqual(names, ['stays']);
});

test('a batch has at most 64 calls, and a large call travels alone', async (t) => {
  const { call, paths } = await startApp(t, (ctx) => {
    ctx.body = {};
  });
  const body = JSON.stringify('x'.repeat(300 * 1024));
  const many = Array.from({ length: 70 }, (_, n) => call(String(n)));
  const answers = await Promise.all([...many, call('large', { body }), call('small')]);
  t.true(answers.every(({ status }) => status === 200));
  t.deepEqual([...paths].sort(), [
    '/batches/makeThing',
    '/batches/makeThing',
    '/things/large',
    '/things/small',
  ]);
});

test('an app that does not know batches gets each call alone', async (t) => {
  const { call, paths } = await startApp(
    t,
    (ctx, name) => {
      ctx.body = { name };
    },
    { takesBatches: false },
  );
  const answers = await Promise.all(['a', 'b'].map((name) => call(name)));
  t.deepEqual(answers.map(bodyOf), [{ name: 'a' }, { name: 'b' }]);
  t.deepEqual(paths, ['/batches/makeThing', '/things/a', '/things/b']);
});

/** A sidecar that answers as the test says. */
async function sidecarOf(t: ExecutionContext, listener: Parameters<typeof createServer>[1]) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sidecar = createSidecar({ port: (server.address() as AddressInfo).port, apiToken: TOKEN });
  t.teardown(async () => {
    server.closeAllConnections();
    await sidecar.close();
    server.close();
  });
  return (name: string, request: Partial<BatchedRequest> = {}) =>
    sidecar.invokeBatched(operation, { method: 'PUT', path: `/things/${name}`, ...request });
}

const FAILED = '{"errorCode":"ERR_DIRECT_INVOKE","message":"the app is away"}';

test('when a batch fails on its way, each call is repeated if it may be repeated alone', async (t) => {
  const seen: string[][] = [];
  const call = await sidecarOf(t, async (request, response) => {
    const chunks = await request.toArray();
    const text = String(Buffer.concat(chunks as Buffer[]));
    const names = request.url?.includes('/batches/')
      ? (JSON.parse(text) as { path: string }[]).map(({ path }) => path)
      : [request.url?.slice(request.url.indexOf('/things')) ?? ''];
    seen.push(names);
    if (seen.length === 1) return void response.writeHead(500).end(FAILED);
    const answers = names.map((_, n) => JSON.stringify({ n, status: 200, headers: {}, text: '' }));
    response.end(`${answers.join('\n')}\n`);
  });
  const answers = await Promise.all([call('a'), call('b', { method: 'POST' }), call('c')]);
  t.deepEqual(
    answers.map(({ status }) => status),
    [200, 500, 200],
  );
  const [first, ...repeats] = seen;
  t.deepEqual(first, ['/things/a', '/things/b', '/things/c']);
  // They travel together again if their pauses end in the same round of the event loop.
  const repeated = repeats.flat().map((path) => path.split('/').at(-1));
  t.deepEqual(repeated.toSorted(), ['a', 'c']);
});

test('calls without an answer when the batch breaks off fail, the others have theirs', async (t) => {
  const call = await sidecarOf(t, (_request, response) => {
    response.write('{"n":0,"status":200,"headers":{},"text":"{}"}\n{"n":1,"sta', () =>
      response.destroy(),
    );
  });
  const [answered, cut] = await Promise.all([
    call('a', { method: 'POST' }),
    call('b', { method: 'POST' }),
  ]);
  t.is(answered.status, 200);
  t.is(cut.status, 500);
  t.regex(cut.text, /broke off/);
});

test('the failures of batched calls open the circuit of the app as those of plain ones do', async (t) => {
  let batches = 0;
  const call = await sidecarOf(t, (_request, response) => {
    batches += 1;
    response.writeHead(500).end('{}');
  });
  const many = await Promise.all(Array.from({ length: 20 }, (_, n) => call(String(n))));
  t.true(many.every(({ status }) => status === 500));
  t.is(batches, 1);
  await t.throwsAsync(call('left-alone'), { instanceOf: CircuitOpenError });
  t.is(batches, 1);
});

test('calls above the limit of open ones fail at once', async (t) => {
  const call = await sidecarOf(t, (request) => void request.resume());
  const open = Array.from({ length: 2_000 }, (_, n) =>
    t.throwsAsync(call(String(n), { timeoutMs: 1_000 })),
  );
  await t.throwsAsync(call('one-more'), { message: /already wait/ });
  await Promise.all(open);
});
