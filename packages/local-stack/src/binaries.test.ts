import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { buildId, isAtLeast } from './binaries.ts';

test('isAtLeast() compares versions numerically, in every format', (t) => {
  t.true(isAtLeast('1.18.1', [1, 18]));
  t.true(isAtLeast('go1.26.8', [1, 26]));
  t.true(isAtLeast('v2.0.0', [1, 18]));
  t.false(isAtLeast('1.9.6', [1, 18]));
  t.false(isAtLeast('edge', [1, 18]));
});

test('buildId() changes with the sources and with nothing else', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'build-id-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  cpSync(join(import.meta.dirname, '../../../dapr/binaries'), directory, { recursive: true });
  const id = buildId(directory);
  writeFileSync(join(directory, 'notes.txt'), 'no source');
  t.is(buildId(directory), id);
  writeFileSync(join(directory, 'go.sum'), '');
  t.not(buildId(directory), id);
});
