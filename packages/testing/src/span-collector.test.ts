import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { leakFinder } from './leak-patterns.ts';
import { collectSpans, readSpans } from './span-collector.ts';

const CARD = '4111111111111111';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

test('an id that looks like a card number is not reported, a card number in an attribute is', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-spans-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'traces', 'spans.log');
  const spans = await collectSpans(file);
  const sent = {
    ...{ traceId: TRACE, spanId: CARD, kind: 2 },
    startTimeUnixNano: '1795334559649000000',
    endTimeUnixNano: '1795334559650000000',
  };
  const scopeSpans = [
    {
      scope: { name: 'dapr' },
      spans: [
        { ...sent, parentSpanId: CARD, name: 'fine', links: [{ traceId: TRACE, spanId: CARD }] },
        { ...sent, name: 'leaks', status: { code: 2 }, attributes: [text('said', CARD)] },
      ],
    },
  ];
  const resource = { attributes: [text('service.name', 'shop')] };
  const answer = await fetch(`http://${spans.address}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
  });
  t.is(answer.status, 200);
  await spans.close();
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  t.deepEqual(
    lines.map((line) => leakFinder([])(line).map(({ kind }) => kind)),
    [[], ['card number']],
  );
  const [fine, leaks] = readSpans(file);
  t.deepEqual(fine, {
    ...{ traceId: TRACE, parentId: CARD, id: CARD, name: 'fine' },
    ...{ service: 'shop', scope: 'dapr', kind: 'server', failed: false, attributes: {} },
    ...{ links: [`${TRACE}-${CARD}`], startedAt: 1_795_334_559_649_000, durationUs: 1_000 },
  });
  t.like(leaks, { parentId: '', failed: true, attributes: { said: CARD } });
});
