import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import { register } from 'prom-client';
import {
  createLogger,
  currentContext,
  idAttributes,
  inContext,
  inSpan,
  newContext,
  ownAttributes,
} from '../telemetry/index.ts';
import { startTracing } from './index.ts';

/** Nothing listens on this port. */
const NOWHERE = 'http://127.0.0.1:1';
const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const UNSAMPLED = PARENT.replace(/01$/, '00');
const log = createLogger({ service: 'test', level: 'silent' });
const NOTHING = async () => {};

interface Sent {
  name: string;
  traceId: string;
  parentSpanId?: string;
  attributes: { key: string }[];
  links: { traceId: string }[];
  status: { code: number };
}

function tracing(endpoint: string, ratio = 1) {
  const ids = { acc_: 'bank.account.id' };
  return startTracing({ service: 'test', namespace: 'bank', ids, endpoint, ratio, log });
}

/** The spans that a collector gets from work, by name. */
async function sentBy(work: () => Promise<unknown>, ratio = 1): Promise<Map<string, Sent>> {
  const spans = new Map<string, Sent>();
  const server: Server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const sent = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as {
        resourceSpans: { scopeSpans: { spans: Sent[] }[] }[];
      };
      const all = sent.resourceSpans.flatMap(({ scopeSpans }) =>
        scopeSpans.flatMap((one) => one.spans),
      );
      for (const span of all) spans.set(span.name, span);
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = tracing(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, ratio);
  try {
    await work();
  } finally {
    await stop();
    server.close();
    server.closeAllConnections();
  }
  return spans;
}

const inTrace = <T>(traceparent: string, work: () => Promise<T>) =>
  inContext({ ...newContext(), traceparent }, work);

test.serial('work in a span is under it, in the trace of its context', async (t) => {
  let inside: string | undefined;
  const spans = await sentBy(() =>
    inTrace(PARENT, () =>
      inSpan('outer', {}, () =>
        inSpan('inner', {}, async () => {
          inside = currentContext()?.traceparent;
        }),
      ),
    ),
  );
  const [outer, inner] = [spans.get('outer'), spans.get('inner')];
  t.like(outer, { traceId: PARENT.slice(3, 35), parentSpanId: PARENT.slice(36, 52) });
  t.is(inner?.traceId, outer?.traceId);
  t.is(inside?.slice(3, 35), PARENT.slice(3, 35), 'calls and log lines have the inner span');
});

test.serial('a new trace is linked to its causes, as far as they are well-formed', async (t) => {
  const options = { newTrace: true, links: [PARENT, undefined, 'x', PARENT] };
  const spans = await sentBy(() => inTrace(PARENT, () => inSpan('late', options, NOTHING)));
  const late = spans.get('late');
  t.not(late?.traceId, PARENT.slice(3, 35));
  t.is(late?.parentSpanId, undefined);
  t.deepEqual(
    late?.links.map(({ traceId }) => traceId),
    [PARENT.slice(3, 35)],
  );
});

test.serial('work without a parent, or in a trace that is not sampled, has no span', async (t) => {
  const spans = await sentBy(async () => {
    await inSpan('alone', {}, async (span) => t.is(span, undefined));
    await inTrace(UNSAMPLED, () => inSpan('unsampled', {}, async (span) => t.is(span, undefined)));
  });
  t.deepEqual([...spans.keys()], []);
});

test.serial('the first app of a trace decides for all that follow', async (t) => {
  const spans = await sentBy(async () => {
    await inSpan('first', { newTrace: true }, async () => {
      t.regex(currentContext()?.traceparent ?? '', /-00$/);
      await inSpan('second', {}, NOTHING);
    });
    await inTrace(PARENT, () => inSpan('of another app', {}, NOTHING));
  }, 0);
  t.deepEqual([...spans.keys()], ['of another app']);
});

test.serial('a failed span says the kind of its error, never its message', async (t) => {
  const secret = Object.assign(new Error('Key (email)=(SECRET) exists'), { code: '23505' });
  const refused = Object.assign(new Error('SECRET'), { status: 409 });
  const failing = (name: string, error: Error) =>
    t.throwsAsync(inSpan(name, {}, async () => Promise.reject(error)));
  const spans = await sentBy(() =>
    inTrace(PARENT, async () => {
      await failing('failed', secret);
      await failing('refused', refused);
    }),
  );
  t.is(spans.get('failed')?.status.code, 2);
  t.not(spans.get('refused')?.status.code, 2, 'a refusal is an answer');
  t.notRegex(JSON.stringify([...spans.values()]), /SECRET/);
});

test.serial(
  'only ids of known kinds and correlation ids that name no number get into spans',
  async (t) => {
    await sentBy(async () => {
      t.deepEqual(idAttributes('acc_1', 'per_1', undefined), { 'bank.account.id': 'acc_1' });
      t.deepEqual(idAttributes('acc_ada@bank.example'), {});
      t.deepEqual(ownAttributes({ 'correlation.id': '4111111111111111' }), {});
      t.deepEqual(ownAttributes({ 'correlation.id': 'import:1', 'saga.step': undefined }), {
        'bank.correlation.id': 'import:1',
      });
    });
  },
);

test.serial(
  'work goes on without its collector; what the queue cannot hold is dropped and counted',
  async (t) => {
    const stop = tracing(NOWHERE);
    const since = performance.now();
    await inTrace(PARENT, async () => {
      for (let n = 0; n < 10_000; n++) await inSpan('work', {}, NOTHING);
    });
    const dropped = await register.getSingleMetric('spans_dropped_total')?.get();
    const full = dropped?.values.find(({ labels }) => labels['reason'] === 'queue');
    t.true((full?.value ?? 0) > 0, 'the queue has a limit');
    await stop();
    t.true(
      performance.now() - since < 8_000,
      'neither the work nor its end waits for the collector',
    );
  },
);

test('an app without a collector does not load OpenTelemetry', (t) => {
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ resolve: (name, context, next) => (loaded.push(name), next(name, context)) });
    await import(${JSON.stringify(join(import.meta.dirname, '../app/run-app.ts'))});
    // prom-client loads the API, which does nothing by itself.
    const sdk = loaded.filter((name) => /^@opentelemetry\\/(?!api$)/.test(name));
    console.log(loaded.includes('pino'), sdk);`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program]);
  t.is(printed.toString().trim(), 'true []');
});
