import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

const stack = connectStack();
const shop = openShop(stack);
const REFERENCE = join(import.meta.dirname, '../../docs/reference/metrics.md');
test.after.always(() => stack.close());

async function metricsOf(app: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${stack.apps[app]?.appMetrics}/metrics`);
  if (!answer.ok) throw new Error(`${app} answered ${answer.status}`);
  return answer.text();
}

/** The value of a series; 0 if there is none yet. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

test.serial('an order counts where it passes', async (t) => {
  const sku = await shop.product(5);
  const routes =
    'http_server_request_duration_seconds_count{http_request_method="POST",http_route="/orders",http_response_status_code="201"}';
  const handled =
    'events_handled_total{consumer="order-summary",type="OrderConfirmed.v1",outcome="done"}';
  const before = { gateway: await metricsOf('gateway'), order: await metricsOf('order') };
  t.is((await shop.place(orderOf({ [sku]: 2 }))).status, 201);
  const gateway = await metricsOf('gateway');
  t.true(valueOf(gateway, routes) > valueOf(before.gateway, routes));
  t.true(
    valueOf(
      gateway,
      'sidecar_call_duration_seconds_count{api="invoke",target="order",outcome="2xx"}',
    ) > 0,
  );
  await waitUntil(
    async () => valueOf(await metricsOf('order'), handled) > valueOf(before.order, handled),
    { timeoutMs: 15_000, what: 'the summary of the order counts' },
  );
});

test.serial('every listed metric exists, and every gauge can be read', async (t) => {
  const apps = Object.keys(stack.apps).filter((app) => !app.startsWith('probe-'));
  const texts = await Promise.all(apps.map(metricsOf));
  const all = texts.join('\n');
  const listed = [...readFileSync(REFERENCE, 'utf8').matchAll(/^\| `([a-z_]+)`/gm)];
  t.true(listed.length >= 20);
  // OpenMetrics leaves the suffix of a counter out of its name, and writes it in its samples.
  const declared = (name: string) => `# TYPE ${name.replace(/_total$/, '')} `;
  for (const [, name = ''] of listed) t.true(all.includes(declared(name)), name);
  for (const [n, text] of texts.entries()) {
    t.notRegex(text, /^metrics_reading_faults_total\{.*\} [1-9]/m, apps[n]);
    t.regex(text, /^nodejs_eventloop_lag_p99_seconds /m);
  }
  t.regex(all, /^inventory_oversold_units 0$/m);
});
