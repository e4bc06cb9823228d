import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// Sidecars send their spans in batches, 5 s apart.
const SPANS_TIMEOUT_MS = 30_000;
const ON_THE_WAY = ['gateway', 'order', 'inventory', 'payment'];

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

interface Span {
  /** The ids of the trace, of the parent if there is one, and of the span. */
  span: string;
  localEndpoint: { serviceName: string };
}

/** The apps whose sidecars sent spans, by trace, for the traces that contain an order's id. */
function tracesOf(orderId: string): Map<string, Set<string>> {
  const lines = readFileSync(join(stack.dataDir, 'traces', 'spans.log'), 'utf8').split('\n');
  const traceOf = (line: string) => line.slice('{"span":"'.length).split('-')[0] ?? '';
  const traces = new Map<string, Set<string>>();
  for (const line of lines) if (line.includes(orderId)) traces.set(traceOf(line), new Set());
  for (const line of lines.slice(0, -1)) {
    const span = JSON.parse(line) as Span;
    traces.get(traceOf(line))?.add(span.localEndpoint.serviceName);
  }
  return traces;
}

async function place(traceparent: string): Promise<string> {
  const sku = await shop.product(1);
  const { status, body } = await shop.place(orderOf({ [sku]: 1 }), { traceparent });
  if (status !== 201) throw new Error(`the order was answered with ${status}`);
  return String(body['id']);
}

test('an order without a client trace is one trace through all its apps', async (t) => {
  const orderId = await place('');
  const through = await waitUntil(
    async () =>
      [...tracesOf(orderId).values()].find((apps) => ON_THE_WAY.every((app) => apps.has(app))),
    { timeoutMs: SPANS_TIMEOUT_MS, what: `one trace of ${orderId} through ${ON_THE_WAY.join()}` },
  );
  t.truthy(through);
});

test('the sampling decision of a client is kept: its trace is continued, or nothing is traced', async (t) => {
  const [wanted, unwanted] = [
    '4bf92f3577b34da6a3ce929d0e0e4736',
    '5bf92f3577b34da6a3ce929d0e0e4736',
  ];
  const unseen = await place(`00-${unwanted}-00f067aa0ba902b7-00`);
  const seen = await place(`00-${wanted}-00f067aa0ba902b7-01`);
  await waitUntil(
    async () => ON_THE_WAY.every((app) => tracesOf(seen).get(wanted)?.has(app) === true),
    { timeoutMs: SPANS_TIMEOUT_MS, what: `the trace of the client through ${ON_THE_WAY.join()}` },
  );
  t.false(tracesOf(unseen).has(unwanted));
});
