import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { leakFinder } from './leak-patterns.ts';
import { collectSpans } from './span-collector.ts';

const CARD = '4111111111111111';

test('an id that looks like a card number is not reported, a card number in a tag is', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-spans-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'traces', 'spans.log');
  const spans = await collectSpans(file);
  const ids = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentId: CARD, id: CARD };
  const sent = [
    { ...ids, name: 'fine', timestamp: 1_795_334_559_649_000 },
    { ...ids, parentId: undefined, name: 'leaks', tags: { said: CARD } },
  ];
  const answer = await fetch(spans.url, { method: 'POST', body: JSON.stringify(sent) });
  t.is(answer.status, 202);
  await spans.close();
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  t.deepEqual(
    lines.map((line) => leakFinder([])(line).map(({ kind }) => kind)),
    [[], ['card number']],
  );
  t.deepEqual(JSON.parse(lines[0] ?? ''), {
    span: `${ids.traceId}-${CARD}-${CARD}`,
    name: 'fine',
    timestamp: 1_795_334_559_649_000,
  });
});
