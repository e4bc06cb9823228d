import { connectStack } from '@commerce/testing';
import test from 'ava';

// Runs after all other tests. A sweep survives a statement that PostgreSQL cannot run, and repeats it for
// ever: what it should repair stays broken, and only the log says so.
const stack = connectStack();
test.after.always(() => stack.close());

/**
 * SQLSTATE class 42: syntax error or access rule violation (PostgreSQL documentation, appendix A), without
 * 42P01, a missing table: tests ask for tables that do not exist, or that they have dropped.
 */
const WRONG_STATEMENT = /\] 42(?!P01)\w{3} ERROR: {2}(.*)/;

test('PostgreSQL was given no statement that it cannot run', (t) => {
  const lines = stack.logOf('postgres').split('\n');
  t.true(
    lines.some((line) => line.includes('] 00000 LOG:')),
    'lines carry an SQLSTATE',
  );
  t.deepEqual(
    lines.map((line) => WRONG_STATEMENT.exec(line)?.[1]).filter((text) => text !== undefined),
    [],
  );
});
