import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { contentOf, programNamed, programs } from './image.ts';
import { SBOM, stage, START } from './stage.ts';

const base = mkdtempSync(join(tmpdir(), 'images-'));
test.after.always(() => rmSync(base, { recursive: true, force: true }));

const staged = (name: string, folder: string) => {
  stage(programNamed(name), join(base, folder));
  return join(base, folder);
};

/** The bytes, modes and times of everything in a folder. */
function sumOf(folder: string): string {
  const sum = createHash('sha256');
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(folder, path);
    const found = lstatSync(file);
    sum.update(`${path} ${found.mode} ${found.mtimeMs}\n`);
    if (found.isSymbolicLink()) sum.update(readlinkSync(file));
    if (found.isFile()) sum.update(readFileSync(file));
  }
  return sum.digest('hex');
}

test.serial('two builds of one program are the same bytes', (t) => {
  t.is(sumOf(staged('payment-provider', 'one')), sumOf(staged('payment-provider', 'other')));
});

test.serial('what does not run is left out', (t) => {
  const folder = staged('payment-provider', 'lean');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  t.deepEqual(
    files.filter((file) => /\.test\.ts$|\.d\.ts$|\.map$/.test(file)),
    [],
  );
  t.false(files.some((file) => file.startsWith('apps/')));
  t.false(files.some((file) => file.startsWith('node_modules/typescript/')));
  t.true(files.includes('simulators/payment-provider/src/main.ts'));
});

// It stops at the settings, which come after all modules are loaded.
for (const { name } of programs()) {
  test.serial(`the image of ${name} has everything that it loads`, (t) => {
    const folder = staged(name, name);
    const { status, stderr } = spawnSync(process.execPath, [join(folder, START)], {
      env: {},
      encoding: 'utf8',
    });
    t.is(status, 1);
    t.regex(stderr, /ConfigError: configuration: .*_PORT is not set/);
    rmSync(folder, { recursive: true });
  });
}

test.serial('the SBOM has each package of the image with version, licence and sum', (t) => {
  const folder = staged('catalog', 'listed');
  const { metadata, components } = JSON.parse(readFileSync(join(folder, SBOM), 'utf8')) as {
    metadata: { component: { name: string }; timestamp?: string };
    components: { name: string; version: string; licenses: object[]; hashes: object[] }[];
  };
  t.is(metadata.component.name, 'catalog');
  t.is(metadata.timestamp, undefined);
  const names = new Set(components.map(({ name }) => name));
  for (const one of contentOf(programNamed('catalog')).imported) t.true(names.has(one), one);
  t.false(names.has('typescript'));
  for (const one of components) {
    t.true(one.licenses.length > 0 && one.hashes.length > 0, `${one.name} ${one.version}`);
  }
});

test('an unknown app is refused with the names of all', (t) => {
  t.throws(() => programNamed('orders'), { message: /no app 'orders'; there are .*order/ });
});
