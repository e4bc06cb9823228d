import test from 'ava';
import { createTapReader } from './tap.ts';

function read(lines: string[]) {
  const shown: string[] = [];
  const tap = createTapReader((line) => shown.push(line));
  for (const line of lines) tap.read(line);
  return { count: tap.count(), shown };
}

test('results are counted, and neither skipped nor planned ones are', (t) => {
  const lines = [
    'TAP version 13',
    'ok 1 - a',
    'not ok 2 - b',
    'ok 3 - c # SKIP',
    'ok 4 - d # TODO',
  ];
  t.deepEqual(read([...lines, '1..4']).count, { passed: 1, failed: 1 });
});

test('only the diagnostics of a failure are shown, and none is taken for a result', (t) => {
  const details = ['  ---', 'ok 9 - no result', '  ...'];
  const { count, shown } = read(['ok 1 - a', ...details, 'not ok 2 - b', ...details]);
  t.deepEqual(count, { passed: 1, failed: 1 });
  t.deepEqual(shown, ['  ✓ a', '  ✗ b', '    ok 9 - no result']);
});

test('a run that bails out has failed', (t) => {
  t.is(read(['ok 1 - a', 'Bail out! the worker died']).count.failed, 1);
});
