import { openTokenIssuer } from '@commerce/testing/token-issuer';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import {
  buildHttpApp,
  httpProblem,
  listen,
  routes,
  type Route,
  withAppToken,
} from '../http/index.ts';
import { createLogger, timeLeftMs } from '../telemetry/index.ts';
import { withAuthorization, auditThrough, type AuditEntry } from './index.ts';

const issuer = openTokenIssuer();
const APP_TOKEN = 'the-token';
const log = createLogger({ service: 'audit-test', level: 'silent' });
const access = {
  guests: true as const,
  roles: ['customer', 'clerk'],
  scopes: ['bills'],
  apps: ['stock'],
};
const operations = [
  { operationId: 'payBill', method: 'POST', path: '/bills/:id', access, audited: true },
  {
    operationId: 'burn',
    method: 'POST',
    path: '/burn',
    access: { roles: ['clerk'] },
    audited: true,
  },
  { operationId: 'greet', method: 'POST', path: '/greeting', access },
] as const;

/** An app whose route `/bills/:id` does what its id says; the log takes entries, or is away. */
async function startApp(take: (entry: AuditEntry) => Promise<void> = async () => {}) {
  const seen: string[] = [];
  const entries: AuditEntry[] = [];
  const write = async (entry: AuditEntry) => {
    await take(entry);
    entries.push(entry);
    seen.push(entry.outcome);
  };
  const answer: Route['handle'] = async (ctx, { id }) => {
    seen.push('handler');
    if (id === 'thrown') throw httpProblem('request-in-flight', 'refused by a throw');
    if (id === 'fault') throw new Error('a fault of ours');
    ctx.status = { answered: 409, away: 503 }[id ?? ''] ?? 201;
    ctx.body = {};
  };
  const list = operations.map(({ method, path }): Route => ({ method, path, handle: answer }));
  const audit = { staff: ['clerk', 'chief'], write, log };
  const guarded = withAuthorization(operations, issuer.verifier, list, audit);
  const app = buildHttpApp({
    log,
    ready: async () => undefined,
    middleware: routes(withAppToken(APP_TOKEN, guarded)),
  });
  const server = await listen(app, 0);
  return {
    entries,
    seen,
    stop: () => server.close(0),
    async post(path: string, headers: Record<string, string> = {}) {
      const url = `http://127.0.0.1:${server.port}${path}`;
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'dapr-api-token': APP_TOKEN, ...headers },
      });
      return { status: response.status, body: (await response.json()) as { type?: string } };
    },
  };
}

const clerk = issuer.person('customer', 'clerk');
const away = async () => {
  throw new Error('away');
};

test('what somebody does for the shop is asked before it runs and done after', async (t) => {
  const { post, entries, seen, stop } = await startApp();
  t.is((await post('/bills/7', clerk)).status, 201);
  t.deepEqual(seen, ['asked', 'handler', 'done']);
  const entry = { actor: 'cus_1', action: 'payBill', target: '/bills/7' };
  t.deepEqual(entries, [
    { ...entry, outcome: 'asked' },
    { ...entry, outcome: 'done' },
  ]);
  await stop();
});

for (const [id, status, outcomes] of [
  ['thrown', 409, ['asked', 'refused']],
  ['answered', 409, ['asked', 'refused']],
  ['fault', 500, ['asked']],
  ['away', 503, ['asked']],
] as const) {
  test(`a command that is ${id} with ${status} is ${outcomes.join(' and ')}`, async (t) => {
    const { post, entries, stop } = await startApp();
    t.is((await post(`/bills/${id}`, clerk)).status, status);
    t.deepEqual(
      entries.map(({ outcome }) => outcome),
      [...outcomes],
    );
    await stop();
  });
}

test('nothing is done while it cannot be noted', async (t) => {
  const { post, seen, stop } = await startApp(away);
  t.like(await post('/bills/7', clerk), { status: 503, body: { type: '/problems/unavailable' } });
  t.deepEqual(seen, []);
  await stop();
});

test('an outcome that cannot be noted changes no answer', async (t) => {
  const { post, seen, stop } = await startApp(async ({ outcome }) => {
    if (outcome !== 'asked') await away();
  });
  t.is((await post('/bills/7', clerk)).status, 201);
  t.is((await post('/bills/thrown', clerk)).status, 409);
  t.deepEqual(seen, ['asked', 'handler', 'asked', 'handler']);
  await stop();
});

test('an entry is awaited no longer than its request, an outcome has time of its own', async (t) => {
  const left: number[] = [];
  const { post, stop } = await startApp(async () => void left.push(timeLeftMs()));
  t.is((await post('/bills/7', { ...clerk, 'request-timeout-ms': '1000' })).status, 201);
  const [asked = 0, done = 0] = left;
  t.true(asked <= 1_000, String(asked));
  t.true(done > 1_000 && done <= 3_000, String(done));
  await stop();
});

for (const [who, headers] of [
  ['a customer', issuer.person('customer')],
  ['a customer who works elsewhere in the shop', issuer.person('customer', 'chief')],
  ['a service client', issuer.client('bills')],
  ['an app', { 'dapr-caller-app-id': 'stock' }],
  ['a guest', {}],
] as const) {
  test(`${who} leaves no entry and does not need the log`, async (t) => {
    const { post, seen, stop } = await startApp(away);
    t.is((await post('/bills/7', headers)).status, 201);
    t.deepEqual(seen, ['handler']);
    await stop();
  });
}

test('an operation that is not audited does not need the log', async (t) => {
  const { post, seen, stop } = await startApp(away);
  t.is((await post('/greeting', clerk)).status, 201);
  t.deepEqual(seen, ['handler']);
  await stop();
});

test('a person who is kept out is refused, once a minute for each operation', async (t) => {
  const { post, entries, stop } = await startApp();
  const customer = issuer.person('customer');
  for (const path of ['/burn', '/burn']) t.is((await post(path, customer)).status, 403);
  t.is((await post('/bills/7', issuer.person('chief'))).status, 403);
  const refused = { actor: 'cus_1', outcome: 'refused' } as const;
  t.deepEqual(entries, [
    { ...refused, action: 'burn', target: '/burn' },
    { ...refused, action: 'payBill', target: '/bills/7' },
  ]);
  await stop();
});

test('a client, a stranger and an app that are kept out leave no entry', async (t) => {
  const { post, entries, stop } = await startApp();
  t.is((await post('/burn', issuer.client('bills'))).status, 403);
  t.is((await post('/burn')).status, 401);
  t.is((await post('/burn', { 'dapr-caller-app-id': 'stock' })).status, 401);
  t.deepEqual(entries, []);
  await stop();
});

test('who is kept out does not wait for the log, and a log that hangs is left alone', async (t) => {
  const { promise: free, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  const { post, entries, stop } = await startApp(() => {
    begun += 1;
    return free;
  });
  const strangers = Array.from({ length: 20 }, (_, index) =>
    issuer.bearer({ sub: `cus_${index}` }),
  );
  for (const headers of strangers) t.is((await post('/burn', headers)).status, 403);
  t.is(begun, 8);
  resolve();
  await waitUntil(() => entries.length === 8, { timeoutMs: 5_000, what: 'the log has them' });
  await stop();
});

test('an audited operation does not start without an audit', (t) => {
  const [audited] = operations;
  const route: Route = { method: 'POST', path: audited.path, async handle() {} };
  t.throws(() => withAuthorization([audited], issuer.verifier, [route]), {
    message: /has no audit/,
  });
});

test('an entry goes to its keeper, and is written only if that says so', async (t) => {
  const calls: unknown[] = [];
  let status = 204;
  const { write } = auditThrough({
    sidecar: {
      async invoke(app, { method, path, body }) {
        calls.push([app, method, path, JSON.parse(String(body))]);
        return { status, headers: {}, text: '' };
      },
    },
    app: 'keeper',
    path: '/entries',
    staff: [],
    log,
  });
  const entry = { actor: 'cus_1', action: 'burn', target: '/burn', outcome: 'done' } as const;
  await write(entry);
  t.deepEqual(calls, [['keeper', 'POST', '/entries', entry]]);
  for (status of [400, 403, 500]) {
    await t.throwsAsync(write(entry), { message: `keeper answered POST /entries with ${status}` });
  }
});
