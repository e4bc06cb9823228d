import test from 'ava';
import { Counter } from 'prom-client';
import { createLogger } from '../telemetry/index.ts';
import { serveMetrics } from './serve-metrics.ts';

test('GET /metrics answers what was counted, with the metrics of Node.js, and nothing else is there', async (t) => {
  new Counter({ name: 'test_served_total', help: 'Served.' }).inc(3);
  const server = await serveMetrics({
    port: 0,
    log: createLogger({ service: 'test', level: 'silent' }),
  });
  t.teardown(() => server.close(0));
  const base = `http://127.0.0.1:${server.port}`;
  const answer = await fetch(`${base}/metrics`);
  const text = await answer.text();
  t.is(answer.status, 200);
  t.regex(
    answer.headers.get('content-type') ?? '',
    /^application\/openmetrics-text; version=1\.0\.0/,
  );
  t.regex(text, /^test_served_total 3$/m);
  t.regex(text, /^nodejs_eventloop_lag_p99_seconds /m);
  t.true(text.endsWith('# EOF\n'));
  t.is((await fetch(`${base}/`)).status, 404);
  t.is((await fetch(`${base}/metrics`, { method: 'POST' })).status, 404);
});
