import test from 'ava';
import { collectAll } from './start-up-memory.ts';

const OBJECTS = 500_000;
const SOME_BYTES = 10_000_000;

test('what nobody holds any more is given back to the system', (t) => {
  let garbage: object[] | undefined = Array.from({ length: OBJECTS }, (_, n) => ({ n }));
  t.is(garbage.length, OBJECTS);
  const before = process.memoryUsage();
  garbage = undefined;
  collectAll();
  const after = process.memoryUsage();
  t.true(after.heapTotal < before.heapTotal - SOME_BYTES);
});
