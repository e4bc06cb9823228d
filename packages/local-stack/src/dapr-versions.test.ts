import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { DAPR_PROGRAMS, DAPR_VERSIONS, isAtLeast, unprovenWarning } from './dapr-versions.ts';

test('isAtLeast() compares versions numerically, in every format', (t) => {
  t.true(isAtLeast('1.18.1', '1.18'));
  t.true(isAtLeast('go1.26.8', '1.26'));
  t.true(isAtLeast('v2.0.0', '1.18'));
  t.false(isAtLeast('1.9.6', '1.18'));
  t.false(isAtLeast('edge', '1.18'));
});

test('only versions that were not proven are warned of', (t) => {
  t.is(unprovenWarning('1.18.1'), undefined);
  t.regex(unprovenWarning('1.19.0') ?? '', /Dapr 1\.19\.0 has not been proven.* 1\.18\.1/);
  t.regex(unprovenWarning('edge') ?? '', /edge/);
});

test('the pinned version is proven, and is what dapr/binaries builds', (t) => {
  const { pinned, proven, oldest, oldestGo, modules } = DAPR_VERSIONS;
  t.true(proven.some((version) => version === pinned) && isAtLeast(pinned, oldest));
  t.is(modules['github.com/dapr/dapr'], `v${pinned}`);
  const file = join(import.meta.dirname, '../../../dapr/binaries/go.mod');
  const goMod = readFileSync(file, 'utf8');
  for (const [module, version] of Object.entries(modules)) {
    t.regex(goMod, new RegExp(`^\\t${module} ${version.replaceAll('.', '\\.')}(?: //.*)?$`, 'm'));
  }
  t.regex(goMod, new RegExp(`^go ${oldestGo.replace('.', '\\.')}\\.`, 'm'));
});

test('every archive has a SHA-256', (t) => {
  for (const [platform, sums] of Object.entries(DAPR_VERSIONS.archives)) {
    t.deepEqual(Object.keys(sums).toSorted(), DAPR_PROGRAMS.toSorted(), platform);
    for (const sum of Object.values(sums)) t.regex(sum, /^[0-9a-f]{64}$/);
  }
});
