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

test('the ids in the headers are used unchanged', (t) => {
  const context = contextFromHeaders({ traceparent, 'x-correlation-id': 'import:536365' });
  t.like(context, { traceparent, correlationId: 'import:536365' });
});

test('without a correlation id the trace id is used as one', (t) => {
  t.like(contextFromHeaders({ traceparent }), { traceparent, correlationId: TRACE });
});

test('a request without ids gets a new correlation id and no trace', (t) => {
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

test('of a repeated header the first value is used', (t) => {
  const context = contextFromHeaders({ 'x-correlation-id': ['first', 'second'] });
  t.is(context.correlationId, 'first');
});

test('a context is visible to everything that its work awaits, and to nothing else', async (t) => {
  const seen = async () => {
    await nextTurn();
    return currentContext()?.correlationId;
  };
  const both = [inContext(newContext('one'), seen), inContext(newContext('two'), seen)];
  t.deepEqual(await Promise.all(both), ['one', 'two']);
  t.is(currentContext(), undefined);
});

test('calls carry the current context, and outside of any context none', (t) => {
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

test('the next process reads the same context that one process sends', (t) => {
  const context = newContext('c');
  t.like(contextFromHeaders(inContext(context, contextHeaders)), context);
});

test('an outside caller cannot set the reentrancy id', (t) => {
  const context = contextFromHeaders({ traceparent, 'dapr-reentrancy-id': 'a-guess' });
  t.is(context.reentrancyId, undefined);
});
