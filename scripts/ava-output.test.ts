import test from 'ava';
import { createAvaReader } from './ava-output.ts';

function count(...lines: string[]) {
  const reader = createAvaReader();
  for (const line of lines) reader.read(line);
  return reader.count();
}

test('results are counted, without skipped and planned tests', (t) => {
  const lines = [
    '  ✔ money › pennies add up (101ms)',
    '  ✘ [fail]: money › pounds add up Error thrown in test',
    '  - [skip] money › euros add up',
    '  - [todo] money › yen add up',
  ];
  t.deepEqual(count(...lines), { passed: 1, failed: 1 });
});

test('the summary and the failure details are not counted again', (t) => {
  const lines = [
    '  ✔ a',
    '  ─',
    '  b',
    '  Value is not ✔ but ✘',
    '  1 test failed',
    '  1 test passed',
  ];
  t.deepEqual(count(...lines), { passed: 1, failed: 0 });
});

test('a file that exits with an error counts as failed', (t) => {
  t.is(count('  ✘ a.test.ts exited with a non-zero exit code: 1').failed, 1);
});

test('the failures and the last passed test can be reported at the end', (t) => {
  const reader = createAvaReader();
  t.is(reader.lastPassed(), '');
  for (const line of ['  ✔ a', '  ✘ [fail]: b', '  ✔ c (2s)', '  ✘ d.test.ts exited']) {
    reader.read(line);
  }
  t.deepEqual(reader.failures(), ['✘ [fail]: b', '✘ d.test.ts exited']);
  t.is(reader.lastPassed(), '✔ c (2s)');
});
