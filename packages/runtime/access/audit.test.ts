import { openTokenIssuer } from '@commerce/testing/token-issuer';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { buildHttpApp, routes, type Route, withAppToken } from '../http/index.ts';
import { httpProblem, listen } from '../server/index.ts';
import { createLogger, timeLeftMs } from '../telemetry/index.ts';
import type { ClientAudit } from './client-audit.ts';
import { withAuthorization, auditThrough, type AuditEntry } from './index.ts';

const issuer = openTokenIssuer();
const APP_TOKEN = 'the-token';
const log = createLogger({ service: 'audit-test', level: 'silent' });
const access = {
  guests: true as const,
  roles: ['member', 'clerk'],
  scopes: ['bills'],
  apps: ['billing'],
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

/** An app whose route `/bills/:id` fails as its id says; `take` stores an entry or throws. */
async function startApp(
  take: (entry: AuditEntry) => Promise<void> = async () => {},
  clients?: ClientAudit,
) {
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
    if (id === 'fault') throw new Error('a server error');
    ctx.status = { answered: 409, away: 503 }[id ?? ''] ?? 201;
    ctx.body = {};
  };
  const list = operations.map(({ method, path }): Route => ({ method, path, handle: answer }));
  const audit = { staff: ['clerk', 'chief'], write, clients, log };
  const guarded = withAuthorization(operations, issuer.verifier, list, { audit });
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

const clerk = issuer.person('member', 'clerk');
const away = async () => {
  throw new Error('away');
};

test('a staff action is recorded as asked before it runs and as done after', async (t) => {
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
  test(`an answer ${status} (${id}) is recorded as ${outcomes.join(' and ')}`, async (t) => {
    const { post, entries, stop } = await startApp();
    t.is((await post(`/bills/${id}`, clerk)).status, status);
    t.deepEqual(
      entries.map(({ outcome }) => outcome),
      [...outcomes],
    );
    await stop();
  });
}

test('nothing is done while the log cannot be written', async (t) => {
  const { post, seen, stop } = await startApp(away);
  t.like(await post('/bills/7', clerk), { status: 503, body: { type: '/problems/unavailable' } });
  t.deepEqual(seen, []);
  await stop();
});

test('an outcome that cannot be recorded does not change the answer', async (t) => {
  const { post, seen, stop } = await startApp(async ({ outcome }) => {
    if (outcome !== 'asked') await away();
  });
  t.is((await post('/bills/7', clerk)).status, 201);
  t.is((await post('/bills/thrown', clerk)).status, 409);
  t.deepEqual(seen, ['asked', 'handler', 'asked', 'handler']);
  await stop();
});

test('the first entry has the time limit of the request, the outcome its own', async (t) => {
  const left: number[] = [];
  const { post, stop } = await startApp(async () => void left.push(timeLeftMs()));
  t.is((await post('/bills/7', { ...clerk, 'request-timeout-ms': '1000' })).status, 201);
  const [asked = 0, done = 0] = left;
  t.true(asked <= 1_000, String(asked));
  t.true(done > 1_000 && done <= 3_000, String(done));
  await stop();
});

for (const [who, headers] of [
  ['a member', issuer.person('member')],
  ['a member with a staff role for other operations', issuer.person('member', 'chief')],
  ['a service client', issuer.client('bills')],
  ['an app', { 'dapr-caller-app-id': 'billing' }],
  ['a guest', {}],
] as const) {
  test(`${who} has no entry and does not need the log`, async (t) => {
    const { post, seen, stop } = await startApp(away);
    t.is((await post('/bills/7', headers)).status, 201);
    t.deepEqual(seen, ['handler']);
    await stop();
  });
}

for (const [id, status, outcome] of [
  ['7', 201, 'done'],
  ['thrown', 409, 'refused'],
  ['answered', 409, 'refused'],
  ['fault', 500, 'asked'],
  ['away', 503, 'asked'],
] as const) {
  test(`an answer ${status} (${id}) to a service client is noted as ${outcome}`, async (t) => {
    const noted: AuditEntry[] = [];
    const note = (entry: AuditEntry) => void noted.push(entry);
    const clients = { hasRoom: () => true, note, flush: async () => {} };
    const { post, seen, stop } = await startApp(away, clients);
    t.is((await post(`/bills/${id}`, issuer.client('bills'))).status, status);
    await post('/greeting', issuer.client('bills'));
    await post('/bills/7', issuer.person('member'));
    t.is(noted.length, 1, 'not for other operations and callers');
    t.like(noted[0], { action: 'payBill', target: `/bills/${id}`, outcome });
    t.deepEqual(seen, ['handler', 'handler', 'handler']);
    await stop();
  });
}

test('a service client can do nothing while too many entries wait for the log', async (t) => {
  const clients = { hasRoom: () => false, note: () => t.fail(), flush: async () => {} };
  const { post, seen, stop } = await startApp(undefined, clients);
  const refused = await post('/bills/7', issuer.client('bills'));
  t.like(refused, { status: 503, body: { type: '/problems/unavailable' } });
  t.deepEqual(seen, []);
  await stop();
});

test('an operation that is not audited does not need the log', async (t) => {
  const { post, seen, stop } = await startApp(away);
  t.is((await post('/greeting', clerk)).status, 201);
  t.deepEqual(seen, ['handler']);
  await stop();
});

test('a refused user is recorded once a minute for each operation', async (t) => {
  const { post, entries, stop } = await startApp();
  const member = issuer.person('member');
  for (const path of ['/burn', '/burn']) t.is((await post(path, member)).status, 403);
  t.is((await post('/bills/7', issuer.person('chief'))).status, 403);
  const refused = { actor: 'cus_1', outcome: 'refused' } as const;
  t.deepEqual(entries, [
    { ...refused, action: 'burn', target: '/burn' },
    { ...refused, action: 'payBill', target: '/bills/7' },
  ]);
  await stop();
});

test('a refused client, guest or app has no entry', async (t) => {
  const { post, entries, stop } = await startApp();
  t.is((await post('/burn', issuer.client('bills'))).status, 403);
  t.is((await post('/burn')).status, 401);
  t.is((await post('/burn', { 'dapr-caller-app-id': 'billing' })).status, 401);
  t.deepEqual(entries, []);
  await stop();
});

test('a refused user does not wait for the log, and writes in flight are limited', async (t) => {
  const { promise: free, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  const { post, entries, stop } = await startApp(() => {
    begun += 1;
    return free;
  });
  const refusedUsers = Array.from({ length: 20 }, (_, index) =>
    issuer.bearer({ sub: `cus_${index}` }),
  );
  for (const headers of refusedUsers) t.is((await post('/burn', headers)).status, 403);
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

test('an entry is sent to the app of the log, and is stored only if it answers 204', async (t) => {
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
