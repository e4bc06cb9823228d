import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { writeArchive } from './archive.ts';
import { NoEngine } from './engine.ts';
import { programNamed } from './image.ts';

const folder = mkdtempSync(join(tmpdir(), 'archive-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

const labels = { VERSION: '1.2.3', REVISION: 'abc' };
const provider = [programNamed('payment-provider')];
const file = join(folder, 'one.tar');
const read = (name: string) =>
  execFileSync('tar', ['-xOf', file, `./${name}`], { maxBuffer: 2 ** 29 });
const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Configuration {
  config: {
    User: string;
    Entrypoint: string[];
    WorkingDir: string;
    Labels: Record<string, string>;
  };
  rootfs: { diff_ids: string[] };
}

const isLinux = process.platform === 'linux';
const images = isLinux ? writeArchive(file, provider, labels) : [];
/** Own bases are programs of Linux: elsewhere each rule is that the command says so. */
function rule(title: string, check: (t: ExecutionContext) => void): void {
  test(title, (t) => {
    if (isLinux) check(t);
    else t.throws(() => writeArchive(file, provider, labels), { instanceOf: NoEngine });
  });
}

rule('an image is what its digests say', (t) => {
  const [entry] = JSON.parse(read('manifest.json').toString()) as [
    { Config: string; RepoTags: string[]; Layers: string[] },
  ];
  t.deepEqual(entry.RepoTags, ['commerce/payment-provider:1.2.3']);
  const configuration = read(entry.Config);
  t.is(images[0]?.id, `sha256:${sumOf(configuration)}`);
  const { rootfs } = JSON.parse(configuration.toString()) as Configuration;
  t.deepEqual(
    entry.Layers.map((layer) => `sha256:${sumOf(read(layer))}`),
    rootfs.diff_ids,
  );
});

rule('it runs as the Dockerfile says', (t) => {
  const [entry] = JSON.parse(read('manifest.json').toString()) as [{ Config: string }];
  const { config } = JSON.parse(read(entry.Config).toString()) as Configuration;
  t.is(config.User, '65532:65532');
  t.deepEqual(config.Entrypoint, ['/nodejs/bin/node', '/app/main.mjs']);
  t.is(config.WorkingDir, '/app');
  t.is(config.Labels['org.opencontainers.image.title'], 'dapr-commerce payment-provider');
  t.is(config.Labels['org.opencontainers.image.version'], '1.2.3');
});

rule('two archives of the same files are the same bytes', (t) => {
  const other = join(folder, 'other.tar');
  t.deepEqual(writeArchive(other, provider, labels), images);
  t.is(sumOf(readFileSync(other)), sumOf(readFileSync(file)));
});
