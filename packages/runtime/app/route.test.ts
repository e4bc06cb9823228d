import test from 'ava';
import { Type } from 'typebox';
import { createLocalActors } from '../actors/index.ts';
import { httpProblem, listen } from '../server/index.ts';
import type { Operation } from '../openapi/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { type AppRoute, buildApp, defineApp, route } from './index.ts';

interface Deps {
  seen: unknown[];
}

const closed = { additionalProperties: false };
const common = { summary: 's', access: 'public', problems: [], answers: {} } as const;
const operations = {
  change: {
    ...common,
    operationId: 'change',
    method: 'PUT',
    path: '/things/:id',
    params: Type.Object({ id: Type.String({ pattern: '^[a-z]+$' }) }),
    body: Type.Object({ size: Type.Integer() }, closed),
    bodyOptional: true,
  },
  list: {
    ...common,
    operationId: 'list',
    method: 'GET',
    path: '/things',
    query: Type.Object({ after: Type.Optional(Type.String()) }, closed),
  },
  trial: {
    ...common,
    operationId: 'trial',
    method: 'POST',
    path: '/trials',
    query: Type.Object({ dryRun: Type.Optional(Type.Literal('true')) }, closed),
  },
  plain: { ...common, operationId: 'plain', method: 'GET', path: '/plain' },
  end: { ...common, operationId: 'end', method: 'POST', path: '/things/:id/end' },
  remove: { ...common, operationId: 'remove', method: 'DELETE', path: '/things/:id' },
  form: {
    ...common,
    operationId: 'form',
    method: 'POST',
    path: '/form',
    form: true,
    body: Type.Object({ name: Type.String() }, closed),
  },
  raw: {
    ...common,
    operationId: 'raw',
    method: 'POST',
    path: '/raw',
    body: Type.Object({ never: Type.String() }, closed),
  },
  hidden: {
    ...common,
    operationId: 'hidden',
    method: 'GET',
    path: '/hidden/:id',
    params: Type.Object({ id: Type.String({ pattern: '^[a-z]+$' }) }),
  },
} satisfies Record<string, Operation>;

const record = async ({ seen }: Deps, request: unknown, ctx: { body: unknown }) => {
  seen.push(request);
  ctx.body = { seen: seen.length };
};
const routes: AppRoute<Deps>[] = [
  route(operations.change, record),
  route(operations.list, record),
  route(operations.trial, record),
  route(operations.plain, record),
  route(operations.end, record),
  route(operations.remove, record),
  route(operations.form, record),
  route(operations.raw, record, { rawBody: true }),
  route(operations.hidden, record, {
    malformedPath: (ctx) => httpProblem('not-found', `There is no ${ctx.path}.`),
  }),
];
const app = defineApp({
  name: 'things',
  edge: true,
  pubsub: 'pubsub',
  access: {
    issuer: { app: 'issuer', audience: 'api' },
    audit: { app: 'issuer', path: '/audit', staff: [] },
  },
  open: (): Deps => ({ seen: [] }),
  routes,
});
const deps: Deps = { seen: [] };
const server = await listen(
  buildApp(app, deps, {
    appToken: 'token',
    log: createLogger({ service: 'things', level: 'silent' }),
    ready: async () => undefined,
    verifier: undefined,
    audit: undefined,
    database: undefined,
    localActors: createLocalActors(),
  }),
  0,
);
test.after.always(() => server.close(0));

async function send(method: string, path: string, body?: string, type = 'application/json') {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    ...(body === undefined ? {} : { body, headers: { 'content-type': type } }),
  });
  return { status: answer.status, body: (await answer.json()) as { type?: string } };
}
const last = () => deps.seen.at(-1);

test.serial('a handler gets the params, query and body that its schemas describe', async (t) => {
  t.is((await send('PUT', '/things/abc', '{"size":3}')).status, 200);
  t.deepEqual(last(), { params: { id: 'abc' }, query: {}, body: { size: 3 } });
  t.is((await send('GET', '/things?after=x')).status, 200);
  t.deepEqual(last(), { params: {}, query: { after: 'x' }, body: undefined });
  t.is((await send('POST', '/trials?dryRun=true')).status, 200);
  t.deepEqual(last(), { params: {}, query: { dryRun: 'true' }, body: undefined });
  t.is((await send('POST', '/trials?dryRun=yes')).status, 400);
  t.is((await send('POST', '/form', 'name=Ada', 'application/x-www-form-urlencoded')).status, 200);
  t.deepEqual(last(), { params: {}, query: {}, body: { name: 'Ada' } });
});

test.serial('a raw body is left for the handler to read', async (t) => {
  t.is((await send('POST', '/raw', '{"other":1}')).status, 200);
  t.deepEqual(last(), { params: {}, query: {}, body: undefined });
});

test.serial('a request that a schema refuses never reaches the handler', async (t) => {
  const before = deps.seen.length;
  const refused: [method: string, path: string, body?: string][] = [
    ['PUT', '/things/ABC', '{"size":3}'],
    ['PUT', '/things/abc', '{"size":"3"}'],
    ['PUT', '/things/abc', '{"size":3,"more":1}'],
    // The body is optional, its fields are not.
    ['PUT', '/things/abc'],
    ['GET', '/things?before=x'],
    ['GET', '/plain?any=1'],
    ['PUT', '/things/abc?any=1', '{"size":3}'],
    ['POST', '/things/abc/end', '{"size":3}'],
    ['POST', '/things/abc/end', '[]'],
    ['DELETE', '/things/abc', '{"size":3}'],
  ];
  for (const [method, path, body] of refused) {
    const answer = await send(method, path, body);
    t.is(answer.status, 400, `${method} ${path}`);
    t.is(answer.body.type, '/problems/invalid-request');
  }
  t.is(deps.seen.length, before);
});

test.serial('a body of an operation without one is refused, unless it says nothing', async (t) => {
  const before = deps.seen.length;
  for (const body of ['{not json', ' ']) {
    t.like(await send('POST', '/things/abc/end', body), {
      status: 400,
      body: { type: '/problems/malformed-json' },
    });
  }
  t.is((await send('POST', '/things/abc/end', 'size=3', 'text/plain')).status, 415);
  t.is(deps.seen.length, before);
  for (const body of [undefined, '', '{}']) {
    t.is((await send('POST', '/things/abc/end', body)).status, 200, body);
  }
});

test.serial('a route can choose the problem for a malformed path', async (t) => {
  t.like(await send('GET', '/hidden/UP'), { status: 404, body: { type: '/problems/not-found' } });
  t.is((await send('GET', '/hidden/up')).status, 200);
});

test("only a route without app token answers callers other than the app's sidecar", async (t) => {
  const routesOfApp = [
    route(operations.plain, record),
    route(operations.raw, record, { rawBody: true, withoutAppToken: true }),
  ];
  const inner = await listen(
    buildApp({ ...app, edge: false, routes: routesOfApp }, deps, {
      appToken: 'token',
      log: createLogger({ service: 'things', level: 'silent' }),
      ready: async () => undefined,
      verifier: undefined,
      audit: undefined,
      database: undefined,
      localActors: createLocalActors(),
    }),
    0,
  );
  t.teardown(() => inner.close(0));
  const statusOf = async (path: string, request: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${inner.port}${path}`, request);
    await answer.text();
    return answer.status;
  };
  t.is(await statusOf('/plain', {}), 404);
  t.is(await statusOf('/plain', { headers: { 'dapr-api-token': 'token' } }), 200);
  t.is(await statusOf('/raw', { method: 'POST', body: '{}' }), 200);
});

test('an app with subscriptions needs a database for dead letters', (t) => {
  const subscribed = { ...app, subscriptions: { topic: [] } };
  const build = () =>
    buildApp(subscribed, deps, {
      appToken: 'token',
      log: createLogger({ service: 'things', level: 'silent' }),
      ready: async () => undefined,
      verifier: undefined,
      audit: undefined,
      database: undefined,
      localActors: createLocalActors(),
    });
  t.throws(build, { message: /keeps dead letters in a database/ });
});
