import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'ava';
import { buildHttpApp } from '../http/index.ts';
import { listen, nodeListener, Problem } from '../server/index.ts';
import { createLogger, currentContext } from '../telemetry/index.ts';
import { actorHost, type ActorType, hosted } from './index.ts';

const APP_TOKEN = 'the-app-token';
const log = createLogger({ service: 'actor-host-test', level: 'silent' });

type CounterMethods = {
  add: (units: number) => Promise<{ total: number }>;
  read: () => Promise<{ total: number; fired: unknown[]; activation: number }>;
  refuse: (detail: string) => Promise<never>;
  crash: () => Promise<never>;
  wait: () => Promise<void>;
  context: () => Promise<unknown>;
};
const Plain: ActorType<{ read: () => Promise<string> }> = {
  name: 'Plain',
  methods: { read: true },
};
const Counter: ActorType<CounterMethods> = {
  name: 'Counter',
  methods: {
    add: true,
    read: true,
    refuse: true,
    crash: true,
    wait: true,
    context: true,
  },
};
type Gate = { begun: () => void; release: Promise<void> };

/**
 * A counter that keeps its total in memory only, so that a test can tell when it was activated
 * again.
 */
class CounterActor {
  total = 0;
  fired: unknown[] = [];
  activation: number;
  gate: Gate;

  constructor(activation: number, gate: Gate) {
    this.activation = activation;
    this.gate = gate;
  }
  async add(units: number) {
    this.total += units;
    return { total: this.total };
  }
  async read() {
    return { total: this.total, fired: this.fired, activation: this.activation };
  }
  async refuse(detail: string): Promise<never> {
    this.total += 1_000;
    const table = { status: 409, title: 'The counter is full' };
    throw new Problem('counter-full', table, detail, { left: 0 });
  }
  async crash(): Promise<never> {
    this.total += 1_000;
    throw new Error('password=hunter2');
  }
  async wait() {
    this.total += 1;
    this.gate.begun();
    await this.gate.release;
  }
  async context() {
    return currentContext();
  }
  async onTimer(name: string, data: unknown) {
    this.fired.push(['timer', name, data]);
    if (name === 'broken') throw new Error('this timer always fails');
  }
  async onReminder(name: string, data: unknown) {
    this.fired.push(['reminder', name, data]);
    if (name === 'broken') throw new Error('this reminder always fails');
  }
}

let activations = 0;
let gate: Gate = { begun: () => {}, release: Promise.resolve() };
const host = actorHost({
  actors: [
    hosted(Counter, () => new CounterActor(++activations, gate)),
    hosted(Plain, (id) => ({
      read: async () => id,
    })),
  ],
  appToken: APP_TOKEN,
  log,
});
const server = await listen(
  buildHttpApp({ log, ready: async () => undefined, middleware: [host.middleware] }),
  0,
);
test.after.always(() => server.close(0));

/** A call like one from the sidecar. */
async function send(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = { 'dapr-api-token': APP_TOKEN },
) {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const { status } = answer;
  return { status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const call = (id: string, method: string, input?: unknown, headers = {}) =>
  send(
    'PUT',
    `/actors/Counter/${id}/method/${method}`,
    input === undefined ? undefined : JSON.stringify(input),
    { 'dapr-api-token': APP_TOKEN, ...headers },
  );

test('the sidecar gets the actor types, with reentrancy enabled and a bounded drain', async (t) => {
  const { status, body } = await send('GET', '/dapr/config');
  t.is(status, 200);
  t.deepEqual(body.entities, ['Counter', 'Plain']);
  t.true(body.reentrancy.enabled);
  t.true(body.drainRebalancedActors);
});

test('an actor answers and keeps its state in memory', async (t) => {
  t.deepEqual((await call('answers', 'add', 2)).body, { total: 2 });
  t.deepEqual((await call('answers', 'add', 3)).body, { total: 5 });
});

test('an actor id arrives unchanged', async (t) => {
  const { body } = await send('PUT', '/actors/Plain/an%20id%2Fb/method/read');
  t.is(body, 'an id/b');
});

for (const method of [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'activate',
  'onTimer',
  'onReminder',
  'gate',
  'total',
  '',
  'add/more',
]) {
  test(`'${method}' is not a callable method`, async (t) => {
    const { status, body } = await call('undeclared', method, 1);
    t.is(status, 404);
    t.is(body.type, '/problems/not-found');
  });
}

test('an actor type that is not hosted here is not found', async (t) => {
  for (const type of ['Other', 'constructor', '__proto__']) {
    t.is((await send('PUT', `/actors/${type}/a/method/add`, '1')).status, 404);
  }
});

for (const headers of [
  {},
  { 'dapr-api-token': '' },
  { 'dapr-api-token': 'the-app-tokem' },
  { 'dapr-api-token': APP_TOKEN, 'dapr-callee-app-id': 'counting' },
]) {
  test(`no call is allowed with ${JSON.stringify(headers)}`, async (t) => {
    await call('guarded', 'add', 1);
    for (const [method, path] of [
      ['PUT', '/actors/Counter/guarded/method/add'],
      ['PUT', '/actors/Counter/guarded/method/timer/t'],
      ['PUT', '/actors/Counter/guarded/method/remind/r'],
      ['DELETE', '/actors/Counter/guarded'],
      ['GET', '/dapr/config'],
    ] as const) {
      const { status, body } = await send(
        method,
        path,
        method === 'PUT' ? '1' : undefined,
        headers as Record<string, string>,
      );
      t.is(status, 404, path);
      t.is(body.type, '/problems/not-found');
    }
    t.like((await call('guarded', 'read')).body, { fired: [] });
    await send('DELETE', '/actors/Counter/guarded');
  });
}

test('a problem is answered in full, and the memory of the actor is dropped', async (t) => {
  await call('refuses', 'add', 5);
  const { status, headers, body } = await call('refuses', 'refuse', 'It holds 5.');
  t.is(status, 200);
  t.is(headers.get('x-daprerrorresponseheader'), 'true');
  t.is(headers.get('content-type'), 'application/problem+json');
  t.deepEqual(body, {
    type: '/problems/counter-full',
    title: 'The counter is full',
    status: 409,
    detail: 'It holds 5.',
    left: 0,
  });
  t.like((await call('refuses', 'read')).body, { total: 0 });
});

test('an unexpected error is answered without its message, and the memory of the actor is dropped', async (t) => {
  await call('crashes', 'add', 5);
  const { status, body } = await call('crashes', 'crash');
  t.is(status, 200);
  t.like(body, { type: '/problems/internal-error', status: 500 });
  t.notRegex(JSON.stringify(body), /hunter2/);
  t.like((await call('crashes', 'read')).body, { total: 0 });
});

test('an unreadable input has its own problem code and is not an internal error', async (t) => {
  const path = '/actors/Counter/inputs/method/add';
  t.like((await send('PUT', path, '{"units":')).body, { type: '/problems/malformed-json' });
  const large = await send('PUT', path, '1'.repeat(4 * 1024 * 1024 + 1));
  t.like(large.body, { type: '/problems/body-too-large', status: 413 });
  t.like((await call('inputs', 'read')).body, { total: 0 });
});

test('deactivation removes the actor from the host', async (t) => {
  await call('leaves', 'add', 5);
  t.is((await send('DELETE', '/actors/Counter/leaves')).status, 200);
  t.is((await send('DELETE', '/actors/Counter/never-there')).status, 200);
  t.like((await call('leaves', 'read')).body, { total: 0 });
});

test('timers and reminders reach the actor with their names and data', async (t) => {
  const fire = (kind: string, name: string) =>
    send('PUT', `/actors/Counter/fires/method/${kind}/${name}`, '{"data":{"n":1},"period":""}');
  t.is((await fire('timer', 'tick')).status, 200);
  t.is((await fire('remind', 'expire')).status, 200);
  t.deepEqual((await call('fires', 'read')).body.fired, [
    ['timer', 'tick', { n: 1 }],
    ['reminder', 'expire', { n: 1 }],
  ]);
});

test('a caller cannot make a timer or a reminder fire', async (t) => {
  for (const name of ['timer/tick', 'remind/expire']) {
    const caller = { 'dapr-caller-app-id': 'another' };
    t.is((await call('forged', name, { data: {} }, caller)).status, 404);
  }
  t.deepEqual((await call('forged', 'read')).body.fired, []);
});

test('a timer or reminder that throws drops the memory of its actor and nothing else', async (t) => {
  for (const kind of ['timer', 'remind']) {
    await call('broken', 'add', 1);
    await send('PUT', `/actors/Counter/broken/method/${kind}/broken`, '{}');
    t.like((await call('broken', 'read')).body, { total: 0, fired: [] });
  }
  const { body } = await send('PUT', '/actors/Plain/a/method/remind/r', '{}');
  t.like(body, { type: '/problems/not-found' });
});

test('correlation id, trace id and reentrancy id of the caller reach the turn', async (t) => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const { body } = await call('context', 'context', undefined, {
    traceparent,
    'x-correlation-id': 'because',
    'dapr-reentrancy-id': 'chain',
  });
  t.deepEqual(body, { traceparent, correlationId: 'because', reentrancyId: 'chain' });
});

test.serial(
  'the next turn waits even after the caller of the running one has disconnected',
  async (t) => {
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    gate = { begun: begun.resolve, release: release.promise };
    const abort = new AbortController();
    const abandoned = fetch(`http://127.0.0.1:${server.port}/actors/Counter/slow/method/wait`, {
      method: 'PUT',
      headers: { 'dapr-api-token': APP_TOKEN },
      signal: abort.signal,
    });
    await begun.promise;
    abort.abort();
    await t.throwsAsync(abandoned);
    let answered = false;
    const next = call('slow', 'read').finally(() => (answered = true));
    await call('another', 'read');
    await nextTurn();
    t.false(answered);
    release.resolve();
    t.like((await next).body, { total: 1 });
  },
);

test.serial('a second read of the configuration drops the memory of every actor', async (t) => {
  await call('restart', 'add', 5);
  await send('GET', '/dapr/config');
  await send('GET', '/dapr/config');
  t.like((await call('restart', 'read')).body, { total: 0 });
});

test('other paths are passed to the next middleware', async (t) => {
  t.is((await send('GET', '/healthz', undefined, {})).status, 200);
});

test('a local turn waits for a turn that the sidecar started, and leaves nothing in memory', async (t) => {
  const counters = host.here(Counter);
  t.deepEqual(await counters('here').add(5), { total: 5 });
  t.deepEqual(await counters('here').add(5), { total: 5 }, 'the first turn left nothing in memory');

  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  gate = { begun: () => begun.resolve(), release: release.promise };
  const waiting = call('shared', 'wait');
  await begun.promise;
  let added = false;
  const here = counters('shared')
    .add(1)
    .then((answer) => {
      added = true;
      return answer;
    });
  await nextTurn();
  t.false(added);
  release.resolve();
  await waiting;
  t.deepEqual(await here, { total: 2 });
});

test('a local turn that fails throws to its caller and leaves nothing in memory', async (t) => {
  const counters = host.here(Counter);
  await t.throwsAsync(counters('failing').crash(), { message: 'password=hunter2' });
  t.deepEqual(await counters('failing').add(1), { total: 1 });
});

test('a type has settings of its own; the others have those of the host', async (t) => {
  const brief = hosted(Plain, (id) => ({ read: async () => id }), {
    idleTimeoutMs: 1_500,
    drainRebalanced: false,
    reentrancyDepth: 0,
  });
  const counter = hosted(Counter, () => new CounterActor(0, gate));
  const { handle } = actorHost({ actors: [brief, counter], appToken: APP_TOKEN, log });
  const req = { headers: { 'dapr-api-token': APP_TOKEN }, method: 'GET' } as never;
  const { body } = (await handle(req, '/dapr/config')) ?? { body: '{}' };
  const { entities, actorIdleTimeout, entitiesConfig } = JSON.parse(body);
  t.deepEqual(entities, ['Plain', 'Counter']);
  t.is(actorIdleTimeout, '60000ms');
  t.deepEqual(entitiesConfig, [
    {
      entities: ['Plain'],
      actorIdleTimeout: '1500ms',
      drainOngoingCallTimeout: '5000ms',
      drainRebalancedActors: false,
      reentrancy: { enabled: false },
    },
  ]);
});

test('a server of node:http answers like the Koa app, and keeps the routes of its own', async (t) => {
  const bare = createServer(
    nodeListener([host.handle], { log, otherwise: (_req, res) => void res.end('"own"') }),
  ).listen(0, '127.0.0.1');
  await once(bare, 'listening');
  t.teardown(() => void bare.close());
  const { port } = bare.address() as AddressInfo;
  const ask = async (method: string, path: string, body?: string, token = APP_TOKEN) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'dapr-api-token': token },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  t.deepEqual((await ask('PUT', '/actors/Counter/bare/method/add', '2')).body, { total: 2 });
  t.deepEqual((await ask('GET', '/tasks')).body, 'own');
  const refused = await ask('PUT', '/actors/Counter/bare/method/refuse', '"full"');
  t.is(refused.status, 200);
  t.is(refused.headers.get('x-daprerrorresponseheader'), 'true');
  t.is(refused.body.detail, 'full');
  const unknown = await ask('PUT', '/actors/Counter/bare/method/constructor', '{}');
  t.is(unknown.status, 404);
  t.is(unknown.headers.get('content-type'), 'application/problem+json');
  t.is((await ask('GET', '/dapr/config', undefined, 'wrong')).status, 404);
});
