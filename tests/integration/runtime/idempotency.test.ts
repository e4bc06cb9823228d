import { createHash, randomBytes } from 'node:crypto';
import { buildHttpApp, routes } from 'dapr-actor-runtime/http';
import { httpProblem, listen } from 'dapr-actor-runtime/server';
import { idempotent, openRedis } from 'dapr-actor-runtime/idempotency';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { connectStack } from '@commerce/testing';
import { jsonClient } from '@commerce/testing/json-client';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';

const DAY_SECONDS = 24 * 60 * 60;
const stack = connectStack();
const log = createLogger({ service: 'idempotency-test', level: 'silent' });
const operation = `test-${randomBytes(4).toString('hex')}`;

type Answer = { status: number; body?: object; location?: string; fault?: 'problem' | 'error' };
/** The handler's action, by the `do` of the body, and how often it was called. */
const answers = new Map<string, () => Promise<Answer> | Answer>();
const asked = new Map<string, number>();

async function startApp(redisUrl: string) {
  const redis = openRedis(redisUrl, log);
  const middleware = [
    idempotent({
      redis,
      operation,
      caller: (ctx) => ctx.get('x-caller') || 'guest',
      digestOf: (request) => createHash('sha256').update(request).digest('hex'),
      log,
    }),
  ];
  const server = await listen(
    buildHttpApp({
      log,
      ready: async () => undefined,
      middleware: routes([
        {
          method: 'POST',
          path: '/things{/:name}',
          middleware,
          async handle(ctx) {
            const key = ctx.get('idempotency-key');
            asked.set(key, (asked.get(key) ?? 0) + 1);
            const answer = (await answers.get(key)?.()) ?? { status: 201 };
            if (answer.fault === 'error') throw new Error('no');
            if (answer.fault === 'problem') throw httpProblem('unavailable', 'Not now.');
            ctx.status = answer.status;
            if (answer.location !== undefined) ctx.set('location', answer.location);
            ctx.body = answer.body ?? { count: asked.get(key), at: process.hrtime().join('.') };
          },
        },
      ]),
    }),
    0,
  );
  return {
    redis,
    send: jsonClient(`http://127.0.0.1:${server.port}`),
    async stop() {
      await server.close(0);
      redis.disconnect();
    },
  };
}

const app = await startApp(stack.redisUrl);
test.before(() =>
  waitUntil(() => app.redis.status === 'ready', { timeoutMs: 10_000, what: 'redis is connected' }),
);
test.after.always(async () => {
  await app.stop();
  await stack.close();
});

const send = (
  key: string | undefined,
  body: unknown = { units: 1 },
  { path = '/things', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
) =>
  app.send('POST', path, {
    body,
    headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), ...headers },
  });

test('a repeated request gets the first answer, and is processed once', async (t) => {
  answers.set('repeated', () => ({ status: 201, body: { id: 'a', n: 1.5 }, location: '/a' }));
  const first = await send('repeated');
  t.is(first.status, 201);
  t.is(first.headers.get('idempotent-replayed'), null);
  const second = await send('repeated');
  t.is(second.status, 201);
  t.deepEqual(second.body, first.body);
  t.is(second.headers.get('location'), '/a');
  t.is(second.headers.get('content-type'), first.headers.get('content-type'));
  t.is(second.headers.get('idempotent-replayed'), 'true');
  t.is(asked.get('repeated'), 1);
});

test('a key may be quoted', async (t) => {
  const first = await send('"quoted"');
  t.deepEqual((await send('quoted')).body, first.body);
});

test('a request without a key is processed every time', async (t) => {
  const [one, other] = [await send(undefined), await send(undefined)];
  t.not(one.body['at'], other.body['at']);
});

test('a key that is reused with another body is refused', async (t) => {
  await send('reused', { units: 1 });
  const { status, body } = await send('reused', { units: 2 });
  t.is(status, 422);
  t.is(body['type'], '/problems/idempotency-key-reused');
  t.is((await send('reused', { units: 1 })).status, 201);
  t.is(asked.get('reused'), 1);
});

test('the same key for another resource is another key, however its path is written', async (t) => {
  const first = await send('moved', { units: 1 }, { path: '/things/a' });
  t.is((await send('moved', { units: 2 }, { path: '/things/b' })).status, 201);
  t.is((await send('moved', { units: 2 }, { path: '/things/a' })).status, 422);
  for (const path of ['/things/a', '/things/%61', '/things/a/']) {
    const again = await send('moved', { units: 1 }, { path });
    t.deepEqual(again.body, first.body, path);
  }
  t.is(asked.get('moved'), 2);
});

test('of many concurrent requests one is processed and the others get 409', async (t) => {
  const release = Promise.withResolvers<void>();
  answers.set('crowd', async () => {
    await release.promise;
    return { status: 201 };
  });
  const others: Awaited<ReturnType<typeof send>>[] = [];
  const all = Array.from({ length: 8 }, async () => {
    const answer = await send('crowd');
    if (answer.status === 409) others.push(answer);
    return answer.status;
  });
  await waitUntil(() => others.length === 7, { timeoutMs: 10_000, what: 'seven are refused' });
  const wrongBody = await send('crowd', { units: 2 });
  t.is(wrongBody.status, 422);
  release.resolve();
  t.deepEqual((await Promise.all(all)).toSorted(), [201, ...Array(7).fill(409)]);
  for (const { headers, body } of others) {
    t.is(body['type'], '/problems/request-in-flight');
    t.regex(headers.get('retry-after') ?? '', /^[1-9][0-9]*$/);
  }
  t.is((await send('crowd')).status, 201);
  t.is(asked.get('crowd'), 1);
});

for (const fault of ['error', 'problem'] as const) {
  test(`a request that failed with an ${fault} releases its key`, async (t) => {
    const key = `failed-${fault}`;
    answers.set(key, () => ({ status: 500, fault }));
    t.true((await send(key)).status >= 500);
    answers.set(key, () => ({ status: 201 }));
    const later = await send(key, { units: 2 });
    t.is(later.status, 201);
    t.is(later.body['count'], 2);
  });
}

for (const status of [202, 500, 503, 422]) {
  test(`an answer of ${status} is not kept`, async (t) => {
    const key = `unkept-${status}`;
    answers.set(key, () => ({ status, body: { status: 'on its way' } }));
    t.is((await send(key)).status, status);
    answers.set(key, () => ({ status: 201, body: { status: 'there' } }));
    const later = await send(key);
    t.is(later.status, 201);
    t.is(later.headers.get('idempotent-replayed'), null);
    t.is((await send(key)).headers.get('idempotent-replayed'), 'true');
  });
}

test('the same key of another caller is another key, whatever characters they contain', async (t) => {
  const as = (caller: string) => ({ headers: { 'x-caller': caller } });
  const guest = await send('mine', { units: 1 });
  const importer = await send('mine', { units: 2 }, as('importer'));
  t.is(importer.status, 201);
  t.not(importer.body['at'], guest.body['at']);
  const one = await send('b:c', { units: 1 }, as('a'));
  const other = await send('c', { units: 1 }, as('a:b'));
  t.not(one.body['at'], other.body['at']);
  const resource = await send('c', { units: 1 }, { ...as('a'), path: '/things/b' });
  const caller = await send('c', { units: 1 }, as('a/b'));
  t.not(resource.body['at'], caller.body['at']);
});

for (const key of ['a b', 'x'.repeat(256), 'caf\u00e9', '""', '"']) {
  test(`the key ${JSON.stringify(key.slice(0, 6))} is malformed`, async (t) => {
    const { status, body } = await send(key);
    const isFine = key === '"';
    t.is(status, isFine ? 201 : 400);
    if (!isFine) t.is(body['type'], '/problems/invalid-idempotency-key');
  });
}

test('the longest key is accepted', async (t) => {
  t.is((await send(randomBytes(128).toString('hex').slice(1))).status, 201);
});

test('an answer is kept for a day, an in-flight claim for seconds', async (t) => {
  const release = Promise.withResolvers<void>();
  answers.set('timed', async () => {
    await release.promise;
    return { status: 201 };
  });
  const redis = stack.redis();
  const [name] = await Promise.all([
    waitUntil(async () => (await redis.keys(`*${operation}*timed`))[0], {
      timeoutMs: 10_000,
      what: 'the claim is there',
    }).finally(release.resolve),
    send('timed'),
  ]);
  const kept = await redis.ttl(name);
  t.true(kept > DAY_SECONDS - 60 && kept <= DAY_SECONDS, `${kept} s`);
});

test('a request that runs keeps its key, and the key of one that died answers within 5 s', async (t) => {
  t.timeout(60_000);
  // The process whose request never ends loses Redis with its death.
  const dying = await startApp(stack.redisUrl);
  t.teardown(() => dying.stop());
  await waitUntil(() => dying.redis.status === 'ready', {
    timeoutMs: 10_000,
    what: 'redis is connected',
  });
  const never = Promise.withResolvers<void>();
  answers.set('orphan', async () => {
    await never.promise;
    return { status: 201 };
  });
  const request = { body: { units: 1 }, headers: { 'idempotency-key': 'orphan' } };
  const pending = dying.send('POST', '/things', request);
  t.teardown(() => {
    never.resolve();
    return pending;
  });
  await waitUntil(() => asked.get('orphan') === 1, { timeoutMs: 10_000, what: 'it runs' });
  // Longer than the block of a key that nobody renews.
  const until = performance.now() + 6_000;
  await waitUntil(
    async () => {
      t.is((await app.send('POST', '/things', request)).status, 409);
      return performance.now() > until;
    },
    { timeoutMs: 20_000, what: 'it has run for 6 s' },
  );
  answers.set('orphan', () => ({ status: 201 }));
  dying.redis.disconnect();
  await waitUntil(async () => (await app.send('POST', '/things', request)).status === 201, {
    timeoutMs: 5_000,
    what: 'the key answers again',
  });
  t.is(asked.get('orphan'), 2);
});

test('without Redis every request passes through', async (t) => {
  // Nothing listens on port 1, so the connection is refused as if Redis were down.
  const alone = await startApp('redis://127.0.0.1:1');
  t.teardown(() => alone.stop());
  const request = { body: { units: 1 }, headers: { 'idempotency-key': 'no-redis' } };
  t.is((await alone.send('POST', '/things', request)).status, 201);
  t.is((await alone.send('POST', '/things', request)).status, 201);
  t.is(asked.get('no-redis'), 2);
});

test('if Redis fails in the middle of a request, only the stored answer is lost', async (t) => {
  const own = await startApp(stack.redisUrl);
  t.teardown(() => own.stop());
  await waitUntil(() => own.redis.status === 'ready', {
    timeoutMs: 10_000,
    what: 'redis is connected',
  });
  answers.set('midway', () => {
    own.redis.disconnect();
    return { status: 201 };
  });
  const request = { body: { units: 1 }, headers: { 'idempotency-key': 'midway' } };
  t.is((await own.send('POST', '/things', request)).status, 201);
});
