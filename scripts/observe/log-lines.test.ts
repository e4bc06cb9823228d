import test from 'ava';
import { formatLogLine, linesOfOrder, type LogLine, readLogLine } from './log-lines.ts';

const ORDER = 'ord_one';
const app = (over: Record<string, unknown>) =>
  readLogLine(
    JSON.stringify({ level: 40, time: '2026-11-30T20:26:54.022Z', service: 'order', ...over }),
    'order',
  ) as LogLine;

test('lines of apps and of sidecars are read', (t) => {
  const line = app({ msg: 'turn failed', orderId: ORDER });
  t.like(line, { service: 'order', level: 'warn', message: 'turn failed' });
  t.deepEqual(line.fields, { orderId: ORDER });
  const sidecar = readLogLine(
    'time="2026-11-30T20:26:51.538117489Z" level=warning msg="no \\"Order\\"" app_id=order instance=vm scope=dapr.runtime ver=unknown',
    'order-daprd',
  );
  t.like(sidecar, { at: '2026-11-30T20:26:51.538117Z', level: 'warning', message: 'no "Order"' });
  t.deepEqual(sidecar?.fields, { scope: 'dapr.runtime' });
});

test('other lines are left out', (t) => {
  for (const text of [
    '',
    '    at file:///x.ts:1:1',
    '{"level":30,"ti',
    '{"time":"soon"}',
    'time=x',
  ]) {
    t.is(readLogLine(text, 'order'), undefined, text);
  }
});

test('the lines of an order are those that name it and those of the same flow, in time order', (t) => {
  const at = (second: number) => `2026-11-30T20:26:5${second}.000Z`;
  const lines = [
    app({ time: at(3), msg: 'third', correlationId: 'c1' }),
    app({ time: at(1), msg: 'first', orderId: ORDER, correlationId: 'c1', traceId: 't1' }),
    app({ time: at(2), msg: 'second', traceId: 't1' }),
    app({ time: at(2), msg: 'stranger', correlationId: 'c2' }),
    app({ time: at(4), msg: 'another order of the same sweep', orderId: 'ord_two', traceId: 't1' }),
  ];
  t.deepEqual(
    linesOfOrder(lines, ORDER).map(({ message }) => message),
    ['first', 'second', 'third'],
  );
  t.deepEqual(linesOfOrder(lines, 'ord_none'), []);
  t.deepEqual(
    linesOfOrder(lines, 'ord_none', ['c2']).map(({ message }) => message),
    ['stranger'],
    'a flow that is known from the events of the order',
  );
});

test('a line is shown with its service and its data', (t) => {
  t.is(
    formatLogLine(app({ msg: 'turn failed', orderId: ORDER })),
    '2026-11-30T20:26:54.022Z  order            warn  turn failed {"orderId":"ord_one"}',
  );
});
