import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { buildId } from './go-build.ts';

test('buildId() changes with the sources and with nothing else', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'build-id-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  cpSync(join(import.meta.dirname, '../../../dapr/binaries'), directory, { recursive: true });
  const id = buildId(directory);
  writeFileSync(join(directory, 'notes.md'), 'no source');
  writeFileSync(join(directory, 'daprd', 'more_test.go'), 'package main');
  t.is(buildId(directory), id);
  writeFileSync(join(directory, 'go.sum'), '');
  t.not(buildId(directory), id);
});
