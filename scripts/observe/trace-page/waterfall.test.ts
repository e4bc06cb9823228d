import test from 'ava';
import type { Span, Trace } from './jaeger.ts';
import { listPage, tracePage } from './pages.ts';
import { waterfallOf } from './waterfall.ts';

function span(spanID: string, over: Partial<Span> & { parent?: string } = {}): Span {
  const { parent, ...rest } = over;
  const reference = { refType: 'CHILD_OF' as const, traceID: 't1', spanID: parent ?? '' };
  return {
    ...{ traceID: 't1', spanID, operationName: spanID, startTime: 1_000_000, duration: 1_000 },
    ...{ tags: [], processID: 'p1', references: parent === undefined ? [] : [reference] },
    ...rest,
  };
}

const trace = (...spans: Span[]): Trace => ({
  traceID: 't1',
  spans,
  processes: { p1: { serviceName: 'gateway' }, p2: { serviceName: 'order' } },
});

test('children are below their parents, in the order of their starts', (t) => {
  const { lines } = waterfallOf(
    trace(
      span('late', { parent: 'root', startTime: 1_000_500 }),
      span('inner', { parent: 'early', startTime: 1_000_200, processID: 'p2' }),
      span('early', { parent: 'root', startTime: 1_000_100 }),
      span('root'),
    ),
  );
  t.deepEqual(
    lines.map((line) => [line.span.spanID, line.depth, line.service]),
    [
      ['root', 0, 'gateway'],
      ['early', 1, 'gateway'],
      ['inner', 2, 'order'],
      ['late', 1, 'gateway'],
    ],
  );
});

test('bars are shares of the time from the first start to the last end', (t) => {
  const { lines, tookMs, at } = waterfallOf(
    trace(
      span('root', { duration: 2_000 }),
      span('after', { parent: 'root', startTime: 1_003_000 }),
    ),
  );
  t.is(tookMs, 4);
  t.is(at, '1970-01-01T00:00:01.000Z');
  t.like(lines, [
    { offset: 0, share: 0.5 },
    { offset: 0.75, share: 0.25 },
  ]);
});

test('a span whose parent is missing is shown as an orphan, a root is not', (t) => {
  const { lines } = waterfallOf(trace(span('root'), span('lost', { parent: 'never-sent' })));
  t.like(lines, [{ isOrphan: false }, { isOrphan: true, depth: 0 }]);
  t.regex(
    tracePage(waterfallOf(trace(span('x', { parent: 'gone' })))),
    /1 span without its parent/,
  );
});

test('a link leads to the trace of the cause', (t) => {
  const cause = 'abcdef0123456789abcdef0123456789';
  const references: Span['references'] = [{ refType: 'FOLLOWS_FROM', traceID: cause, spanID: 's' }];
  const found = waterfallOf(trace(span('again', { references })));
  t.like(found.lines, [{ causes: [cause], isOrphan: false }]);
  t.true(tracePage(found).includes(`href="/traces/${cause}"`));
});

test('names and attributes of spans cannot become HTML', (t) => {
  const bad = '"><script>alert(1)</script>';
  const found = waterfallOf(
    trace(span('s', { operationName: bad, tags: [{ key: bad, value: bad }] })),
  );
  for (const text of [tracePage(found), listPage({ text: bad, failedOnly: false }, [found])]) {
    t.false(text.includes('<script'));
  }
});
