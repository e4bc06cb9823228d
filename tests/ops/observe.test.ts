import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clientCredentials, openClient, type RequestOf } from '@commerce/client';
import {
  createProgress,
  identify,
  isAlive,
  LOCAL_NAMESPACE,
  readAccess,
  type Stack,
  startStack,
} from '@commerce/local-stack';
import { orderOf } from '@commerce/testing/shop';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { prepareCompose } from '../../scripts/compose/prepare.ts';
import { panelQueries } from '../../scripts/dashboards/index.ts';
import { COMPOSE } from '../../scripts/generate/compose/index.ts';
import { goTools } from '../../scripts/go-tools.ts';
import { observability } from '../../scripts/observe/observability.ts';
import { root } from '../../scripts/places.ts';

/** The first run on a machine builds three programs, ms. */
const START_LIMIT_MS = 40 * 60_000;
/** Curves need several scrapes, 5 s apart, between which something happens, ms. */
const CURVES_LIMIT_MS = 240_000;
/** The collector decides 10 s after a trace began, and Jaeger gets it in batches, ms. */
const KEPT_LIMIT_MS = 60_000;
const TEST_LIMIT_MS = 10 * 60_000;
/** Of traces without a reason to be kept, %. */
const KEPT_PERCENT = 50;
/** What Grafana puts into queries. */
const VARIABLES = { $namespace: LOCAL_NAMESPACE, $__rate_interval: '1m', $__range: '10m' };
const MICROSECONDS = 1_000;
const run = promisify(execFile);

let stack: Stack;
let url: { traces: string; jaeger: string; prometheus: string; collector: string };
const dataDir = mkdtempSync(join(tmpdir(), 'commerce-observe-'));

test.before(async (t) => {
  t.timeout(START_LIMIT_MS);
  stack = await startStack({
    ...{ dataDir, ports: 'free', isolated: true, progress: createProgress() },
    observability: await observability({ keptPercent: KEPT_PERCENT }),
  });
  const { observe } = stack.ports;
  const at = (port: number | undefined) => `http://127.0.0.1:${port}`;
  url = {
    traces: at(observe?.['trace-page']),
    jaeger: at(observe?.['jaeger-query']),
    prometheus: at(observe?.prometheus),
    collector: at(observe?.['otlp-http']),
  };
});

test.after.always(async () => {
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function json<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Orders that end in different ways: shipped and returned, cancelled, declined, without an answer. */
async function someOrders(): Promise<
  Record<'shipped' | 'cancelled' | 'declined' | 'lost', string>
> {
  const { gatewayUrl, serviceClients } = stack;
  const token = clientCredentials(gatewayUrl, serviceClients.loadTester);
  const shop = openClient(gatewayUrl, { token });
  const staff = openClient(gatewayUrl, {
    token: clientCredentials(gatewayUrl, serviceClients.importer),
  });
  const done = <B>(what: string, answer: { ok: boolean; status: number; body?: B }): B => {
    if (answer.ok) return answer.body as B;
    throw new Error(`${what}: ${JSON.stringify(answer)}`);
  };
  const sku = `O${randomBytes(6).toString('hex').toUpperCase()}`;
  const price = { amountMinor: 250, currency: 'GBP' } as const;
  done('product', await shop('createProduct', { body: { sku, name: 'A thing', price } }));
  const receipt = { params: { sku }, body: { location: 'main', quantity: 100 } };
  done('receipt', await shop('receiveStock', receipt));
  const key = () => ({ 'Idempotency-Key': randomUUID() });
  const place = async (paymentToken: string) => {
    const body = orderOf({ [sku]: 2 }, paymentToken) as RequestOf<'placeOrder'>['body'];
    return done('order', await shop('placeOrder', { headers: key(), body })).id;
  };
  const [shipped, cancelled, declined, lost] = [
    await place('tok_ok'),
    await place('tok_ok'),
    await place('tok_decline'),
    await place('tok_error'),
  ];
  const params = { id: cancelled };
  done('cancellation', await shop('cancelOrder', { headers: key(), params }));
  const parcel = { headers: key(), params: { id: shipped }, body: {} };
  done('shipment', await staff('shipOrder', parcel));
  return { shipped, cancelled, declined, lost };
}

test.serial('Prometheus reads every app, every sidecar and what collects traces', async (t) => {
  t.timeout(TEST_LIMIT_MS);
  const apps = Object.values(stack.ports.apps);
  const expected = apps.length * 2 + 2;
  interface Targets {
    data: { activeTargets: { health: string; lastError: string }[] };
  }
  const read = async () => (await json<Targets>(`${url.prometheus}/api/v1/targets`)).data;
  const { activeTargets } = await waitUntil(
    async () => {
      const data = await read();
      const { activeTargets: found } = data;
      // It finds its targets some seconds after its start.
      return found.length >= expected && found.every(({ health }) => health === 'up') && data;
    },
    { timeoutMs: KEPT_LIMIT_MS, what: `every target is up: ${JSON.stringify(await read())}` },
  );
  t.is(activeTargets.length, expected);
  interface Rules {
    data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
  }
  const rules = await waitUntil(
    async () => {
      const { data } = await json<Rules>(`${url.prometheus}/api/v1/rules`);
      const all = data.groups.flatMap((group) => group.rules);
      return all.length > 0 && all.every(({ health }) => health !== 'unknown') && all;
    },
    { timeoutMs: KEPT_LIMIT_MS, what: 'every alert was evaluated' },
  );
  t.true(rules.length > 0);
  t.deepEqual(
    rules.filter(({ health }) => health !== 'ok'),
    [],
  );
});

/** What is wrong with the answer of Prometheus to a query of a panel. */
async function faultOf({ where, expr, emptyWhen }: ReturnType<typeof panelQueries>[number]) {
  const query = Object.entries(VARIABLES).reduce((q, [name, v]) => q.replaceAll(name, v), expr);
  const address = `${url.prometheus}/api/v1/query?${new URLSearchParams({ query }).toString()}`;
  const { status, error, data } = (await (await fetch(address)).json()) as {
    status: string;
    error?: string;
    data?: { result: { value: [number, string] }[] };
  };
  if (status !== 'success') return `${where}: ${error}: ${query}`;
  const numbers = data?.result.map(({ value }) => Number(value[1])) ?? [];
  const isShown = numbers.some((value) => !Number.isNaN(value));
  return isShown || emptyWhen !== undefined ? undefined : `${where} is empty: ${query}`;
}

test.serial('every panel of every dashboard shows something after some orders', async (t) => {
  t.timeout(TEST_LIMIT_MS);
  const queries = panelQueries();
  let faults: string[] = [];
  await waitUntil(
    async () => {
      await someOrders();
      faults = (await Promise.all(queries.map(faultOf))).filter((fault) => fault !== undefined);
      return faults.length === 0;
    },
    { timeoutMs: CURVES_LIMIT_MS, what: 'no panel is empty' },
  ).catch((error: unknown) => {
    throw new Error([String(error), ...faults].join('\n'), { cause: error });
  });
  t.true(queries.length > 60);
  const planted = {
    where: 'a panel',
    expr: 'sum(rate(orders_lost{a="b"}[1m]))',
    emptyWhen: undefined,
  };
  t.regex((await faultOf(planted)) ?? '', /is empty/);
  t.regex((await faultOf({ ...planted, expr: 'sum(', emptyWhen: 'x' })) ?? '', /parse error/);
});

test.serial('a duration leads to its trace', async (t) => {
  const now = Date.now() / 1_000;
  const query = new URLSearchParams({
    query: 'http_server_request_duration_seconds_bucket',
    start: String(now - 600),
    end: String(now),
  });
  interface Exemplars {
    data: { exemplars: { labels: { trace_id: string } }[] }[];
  }
  const found = await waitUntil(
    async () => {
      const address = `${url.prometheus}/api/v1/query_exemplars?${query.toString()}`;
      const { data } = await json<Exemplars>(address);
      return data.length > 0 && data;
    },
    { timeoutMs: KEPT_LIMIT_MS, what: 'there are exemplars' },
  );
  t.regex(found[0]?.exemplars[0]?.labels.trace_id ?? '', /^[0-9a-f]{32}$/);
});

interface SentSpan {
  attributes?: Record<string, string>;
  failed?: boolean;
  durationMs?: number;
}

/** Sends a trace of one span to the collector, and returns its id. */
async function sendTrace({ attributes = {}, failed = false, durationMs = 5 }: SentSpan) {
  const traceId = randomBytes(16).toString('hex');
  const keyValue = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const start = BigInt(Date.now()) * 1_000_000n;
  const span = {
    ...{ traceId, spanId: randomBytes(8).toString('hex'), name: 'sent by a test', kind: 2 },
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + BigInt(durationMs) * 1_000_000n),
    attributes: Object.entries(attributes).map(([key, value]) => keyValue(key, value)),
    status: failed ? { code: 2 } : {},
  };
  const resource = { attributes: [keyValue('service.name', 'test')] };
  const answer = await fetch(`${url.collector}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] }),
  });
  if (!answer.ok) throw new Error(`the collector answered ${answer.status}`);
  return traceId;
}

const many = (n: number, span: SentSpan) =>
  Promise.all(Array.from({ length: n }, () => sendTrace(span)));

async function isKept(traceId: string): Promise<boolean> {
  return (await fetch(`${url.jaeger}/api/traces/${traceId}`)).status === 200;
}

test.serial(
  'failed, compensated and slow traces are all kept, of the others a share',
  async (t) => {
    t.timeout(TEST_LIMIT_MS);
    const order = `ord_${randomBytes(8).toString('hex')}`;
    const wanted = [
      ...(await many(20, { failed: true })),
      ...(await many(20, { attributes: { 'commerce.saga.step': 'release-stock' } })),
      ...(await many(20, { durationMs: 2_500 })),
      await sendTrace({ failed: true, attributes: { 'commerce.order.id': order } }),
    ];
    const others = await many(200, {});
    for (const id of wanted) {
      await waitUntil(() => isKept(id), { timeoutMs: KEPT_LIMIT_MS, what: `${id} is kept` });
    }
    // The decisions on the others were made at the same time; the last batch takes a second.
    const last = await sendTrace({ failed: true });
    await waitUntil(() => isKept(last), { timeoutMs: KEPT_LIMIT_MS, what: 'a later one is kept' });
    const kept = (await Promise.all(others.map(isKept))).filter(Boolean).length;
    t.log(`${kept} of ${others.length} traces kept at ${KEPT_PERCENT} %`);
    // Less than once in ten million runs it is farther away.
    t.true(kept > 60 && kept < 140, `${kept} of ${others.length}`);

    const list = await (await fetch(`${url.traces}/?q=${order}`)).text();
    t.true(list.includes(`/traces/${wanted.at(-1)}`), 'the page finds an order');
    const none = await (await fetch(`${url.traces}/?q=ord_none`)).text();
    t.false(none.includes('/traces/'));
  },
);

test.serial('the page shows a trace of the platform as a waterfall', async (t) => {
  t.timeout(TEST_LIMIT_MS);
  const since = (Date.now() - TEST_LIMIT_MS) * MICROSECONDS;
  interface Found {
    data: {
      traceID: string;
      spans: unknown[];
      processes: Record<string, { serviceName: string }>;
    }[];
  }
  const trace = await waitUntil(
    async () => {
      await someOrders();
      const address = `${url.jaeger}/api/traces?service=order&limit=50&start=${since}&end=${Date.now() * MICROSECONDS}`;
      const { data } = await json<Found>(address);
      const through = (one: Found['data'][number], service: string) =>
        Object.values(one.processes).some(({ serviceName }) => serviceName === service);
      return data.find((one) => through(one, 'gateway') && through(one, 'payment'));
    },
    { timeoutMs: KEPT_LIMIT_MS, what: 'there is a trace from the gateway to payment' },
  );
  const answer = await fetch(`${url.traces}/traces/${trace.traceID}`);
  const page = await answer.text();
  t.is(answer.status, 200);
  t.regex(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  t.is(page.split('<details').length - 1, trace.spans.length, 'a line for every span');
  for (const { serviceName } of Object.values(trace.processes)) t.true(page.includes(serviceName));
  t.notRegex(page, /(?:src|href)="(?:https?:)?\/\//, 'nothing comes from another host');
  const unknown = await fetch(`${url.traces}/traces/${randomBytes(16).toString('hex')}`);
  t.is(unknown.status, 404);
  const moved = await fetch(`${url.traces}/?q=${trace.traceID}`, { redirect: 'manual' });
  t.is(moved.headers.get('location'), `/traces/${trace.traceID}`);
  t.is((await fetch(`${url.traces}/traces/..%2f..%2fapi`)).status, 404);
});

test.serial('one command prints what all services wrote about an order', async (t) => {
  t.timeout(TEST_LIMIT_MS);
  const { lost, shipped } = await someOrders();
  const logs = async (order: string, ...options: string[]) => {
    const words = [join(root, 'scripts', 'logs.ts'), order, ...options];
    const env = { ...process.env, COMMERCE_DATA_DIR: dataDir };
    return run(process.execPath, words, { env }).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
  };
  const { stdout } = await waitUntil(
    async () => {
      const printed = await logs(lost);
      return printed.stdout !== '' && printed;
    },
    { timeoutMs: KEPT_LIMIT_MS, what: `there are lines of ${lost}` },
  );
  const lines = stdout.trim().split('\n');
  t.log(stdout);
  t.deepEqual(lines.toSorted(), lines, 'in time order');
  t.regex(stdout, / payment .*provider answered with an error/, 'a line that does not name it');
  t.false(stdout.includes(shipped), 'no line of another order');
  const asWritten = (await logs(lost, '--json')).stdout.trim().split('\n');
  t.is(asWritten.length, lines.length);
  t.regex((await logs('ord_none')).stderr, /no line names ord_none/);
});

test.serial('compose takes the profile observe', async (t) => {
  t.timeout(START_LIMIT_MS);
  const program = (await goTools('compose'))('cmd');
  const folder = join(dataDir, 'compose');
  cpSync(join(root, COMPOSE), folder, { recursive: true });
  prepareCompose(folder, readAccess(join(root, 'dapr', 'access.yaml')));
  const file = ['--file', join(folder, 'compose.yaml')];
  const servicesWith = async (...profile: string[]) =>
    (await run(program, [...file, ...profile, 'config', '--services'])).stdout.trim().split('\n');
  const always = new Set(await servicesWith());
  const added = (await servicesWith('--profile', 'observe')).filter((name) => !always.has(name));
  t.deepEqual(added.sort(), ['grafana', 'jaeger', 'otel-collector', 'prometheus']);
});

test.serial('the end of the platform leaves no process', async (t) => {
  t.timeout(TEST_LIMIT_MS);
  const names = ['otel-collector', 'jaeger', 'prometheus', 'trace-page'];
  const started = stack.processes.filter(({ name }) => names.includes(name));
  t.is(started.length, names.length);
  const identities = stack.processes.flatMap(({ pid }) => {
    const one = pid === undefined ? undefined : identify(pid);
    return one === undefined ? [] : [one];
  });
  t.true(identities.length > names.length);
  await stack.stop();
  t.deepEqual(identities.filter(isAlive), []);
});
