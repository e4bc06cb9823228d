import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'ava';
import {
  contextFromHeaders,
  contextHeaders,
  currentContext,
  inContext,
  newContext,
} from './index.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;

test('the ids in the headers are taken as they are', (t) => {
  const context = contextFromHeaders({ traceparent, 'x-correlation-id': 'invoice:536365' });
  t.like(context, { traceparent, correlationId: 'invoice:536365' });
});

test('a trace without a correlation id lends its own id', (t) => {
  t.like(contextFromHeaders({ traceparent }), { traceparent, correlationId: TRACE });
});

test('a request without ids gets a correlation id, another each time, and no trace', (t) => {
  const [one, other] = [contextFromHeaders({}), contextFromHeaders({})];
  t.regex(one.correlationId, /^[0-9a-f]{32}$/);
  t.not(one.correlationId, other.correlationId);
  t.is(one.traceparent, undefined);
  t.false('traceparent' in inContext(one, contextHeaders));
});

for (const malformed of ['', 'a b', 'a\r\nb', 'ü', 'x'.repeat(101), '{"a":1}']) {
  test(`the correlation id ${JSON.stringify(malformed.slice(0, 10))} is not passed on`, (t) => {
    const context = contextFromHeaders({ traceparent, 'x-correlation-id': malformed });
    t.is(context.correlationId, TRACE);
  });
}

for (const malformed of [
  `01-${TRACE}-00f067aa0ba902b7-01`,
  `00-${TRACE}`,
  'x',
  `${traceparent}x`,
]) {
  test(`the traceparent ${malformed} is not passed on`, (t) => {
    const context = contextFromHeaders({ traceparent: malformed, 'x-correlation-id': 'kept' });
    t.is(context.traceparent, undefined);
    t.is(context.correlationId, 'kept');
  });
}

test('a repeated header counts once', (t) => {
  const context = contextFromHeaders({ 'x-correlation-id': ['first', 'second'] });
  t.is(context.correlationId, 'first');
});

test('a context is seen by all that its work awaits, and by nothing else', async (t) => {
  const seen = async () => {
    await nextTurn();
    return currentContext()?.correlationId;
  };
  const both = [inContext(newContext('one'), seen), inContext(newContext('two'), seen)];
  t.deepEqual(await Promise.all(both), ['one', 'two']);
  t.is(currentContext(), undefined);
});

test('calls carry the context of their work, and none outside of any', (t) => {
  t.deepEqual(contextHeaders(), {});
  const context = { traceparent, correlationId: 'c', reentrancyId: 'r' };
  t.deepEqual(inContext(context, contextHeaders), {
    traceparent,
    'x-correlation-id': 'c',
    'dapr-reentrancy-id': 'r',
  });
  t.deepEqual(inContext({ traceparent, correlationId: 'c' }, contextHeaders), {
    traceparent,
    'x-correlation-id': 'c',
  });
});

test('what one process sends is what the next one reads', (t) => {
  const context = newContext('c');
  t.like(contextFromHeaders(inContext(context, contextHeaders)), context);
});

test('an outsider cannot name the call chain that it belongs to', (t) => {
  const context = contextFromHeaders({ traceparent, 'dapr-reentrancy-id': 'a-guess' });
  t.is(context.reentrancyId, undefined);
});
