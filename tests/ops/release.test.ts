// A release as its workflow makes it, against a registry of this machine: push, sign, check, assemble.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'ava';
import { parse, stringify } from 'yaml';
import { goTools } from '../../scripts/go-tools.ts';
import { imageName, programs } from '../../scripts/images/image.ts';
import { root } from '../../scripts/places.ts';
import { writeAssets } from '../../scripts/release/assets.ts';
import { repositoryVersion } from '../../scripts/release/version.ts';

/** Longest start of the registry, ms. */
const START_TIMEOUT_MS = 10_000;

const PROGRAM = 'payment-provider';
const version = repositoryVersion();
const crane = (await goTools('crane'))('crane');
const folder = mkdtempSync(join(tmpdir(), 'commerce-release-'));
const out = join(folder, 'published');
const imagesFile = join(out, 'images.yaml');
let stopRegistry = () => {};
test.after.always(() => {
  stopRegistry();
  rmSync(folder, { recursive: true, force: true });
});

/** What a command of the repository answers. */
function command(script: string, ...args: string[]) {
  const env = { ...process.env, COSIGN_PASSWORD: '', INIT_CWD: folder };
  const answer = spawnSync(process.execPath, [`scripts/${script}.ts`, ...args], {
    ...{ cwd: root, encoding: 'utf8', env },
  });
  return { code: answer.status, output: answer.stdout + answer.stderr };
}

/** Starts an empty registry on a free port, and returns its name and how it is stopped. */
async function startRegistry(): Promise<{ name: string; stop: () => void }> {
  const registry = spawn(crane, ['registry', 'serve', '--address', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  for await (const line of createInterface({ input: registry.stderr, signal })) {
    const [, port] = /serving on port (\d+)/.exec(line) ?? [];
    if (port !== undefined) {
      return { name: `127.0.0.1:${port}/shop`, stop: () => registry.kill() };
    }
  }
  throw new Error('the registry has ended');
}

/** A small image under the name of a program, as an engine saves it: one file with a text. */
function writeImage(file: string, text: string): void {
  const content = mkdtempSync(join(folder, 'content-'));
  writeFileSync(join(content, 'README'), text);
  execFileSync('tar', ['-C', content, '-cf', join(folder, 'layer.tar'), 'README']);
  const name = imageName({ name: PROGRAM }, version);
  const args = ['append', '--new_layer', join(folder, 'layer.tar'), '--new_tag', name];
  execFileSync(crane, [...args, '--oci-empty-base', '--output', file], { stdio: 'ignore' });
}

let registry = '';
test.before(async () => {
  const { name, stop } = await startRegistry();
  registry = name;
  stopRegistry = stop;
});
const archive = join(folder, `${PROGRAM}.tar`);

test.serial('an image that was saved is pushed by its version, and its digest is a value', (t) => {
  writeImage(archive, 'content\n');
  const push = () => command('push', '--registry', registry, '--out', out, archive);
  const first = push();
  t.is(first.code, 0, first.output);
  const target = `${registry}/commerce-${PROGRAM}:${version}`;
  const digest = execFileSync(crane, ['digest', target], { encoding: 'utf8' }).trim();
  const values = { image: { registry, digests: { [PROGRAM]: digest } } };
  t.deepEqual(parse(readFileSync(imagesFile, 'utf8')), values);
  const sum = `${digest.replace('sha256:', '')}  ${registry}/commerce-${PROGRAM}\n`;
  t.is(readFileSync(join(out, 'images.sha256'), 'utf8'), sum);
  const again = push();
  t.is(again.code, 0, again.output);
});

test.serial('other content is not pushed under a version that is there', (t) => {
  const other = join(folder, 'other.tar');
  writeImage(other, 'other content\n');
  const { code, output } = command('push', '--registry', registry, '--out', out, other);
  t.is(code, 1);
  t.regex(output, /other content under this version/);
});

test.serial('a file without one image of this version is not pushed', (t) => {
  const wrong = join(folder, 'wrong.tar');
  execFileSync('tar', ['-C', root, '-cf', wrong, 'package.json']);
  const { code, output } = command('push', '--registry', registry, '--out', out, wrong);
  t.is(code, 1);
  t.regex(output, /has no images/);
});

test.serial('an image is signed with its SBOM, and only the right key finds it so', async (t) => {
  const cosign = (await goTools('cosign'))('cosign');
  const env = { ...process.env, COSIGN_PASSWORD: '' };
  for (const name of ['ours', 'theirs']) {
    const key = join(folder, name);
    const args = ['generate-key-pair', '--output-key-prefix', key];
    execFileSync(cosign, args, { env, stdio: 'ignore' });
  }
  const check = (name: string) =>
    command('signatures', 'check', imagesFile, '--key', join(folder, `${name}.pub`));
  const before = check('ours');
  t.is(before.code, 1);
  t.regex(before.output, /is not signed as asked/);
  const signed = command('signatures', 'sign', imagesFile, '--key', join(folder, 'ours.key'));
  t.is(signed.code, 0, signed.output);
  const after = check('ours');
  t.is(after.code, 0, after.output);
  t.regex(after.output, /is signed as asked, with its SBOM/);
  t.is(check('theirs').code, 1);
  t.is(command('signatures', 'check', imagesFile).code, 1, 'nothing says who must have signed');
});

test.serial('a release has chart, package, SBOMs and sums, and only with all images', async (t) => {
  const folderOf = (name: string) => join(folder, name);
  await t.throwsAsync(writeAssets(folderOf('incomplete'), imagesFile), {
    message: /has no digest of catalog/,
  });
  const digest = `sha256:${'a'.repeat(64)}`;
  const digests = Object.fromEntries(programs().map(({ name }) => [name, digest]));
  const all = folderOf('all.yaml');
  writeFileSync(all, stringify({ image: { registry, digests } }));
  const files = await writeAssets(folderOf('assets'), all);
  t.deepEqual(files.toSorted(), readdirSync(folderOf('assets')).sort());
  t.true(files.includes(`commerce-${version}.tgz`));
  for (const { name } of programs()) t.true(files.includes(`${name}.cdx.json`));
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folderOf('assets') });
  await t.throwsAsync(writeAssets(folderOf('assets'), all), { message: /is not empty/ });
});

test('a deployment without a cluster says what is missing, and changes nothing', (t) => {
  const values = join(folder, 'values.yaml');
  writeFileSync(values, '{}\n');
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(
    kubeconfig,
    'apiVersion: v1\nkind: Config\ncurrent-context: here\n' +
      'clusters: [{ name: here, cluster: { server: "http://127.0.0.1:1" } }]\n' +
      'contexts: [{ name: here, context: { cluster: here } }]\n',
  );
  process.env['KUBECONFIG'] = kubeconfig;
  const unreachable = command('deploy', 'upgrade', '--namespace', 'shop', values);
  t.is(unreachable.code, 1);
  t.regex(unreachable.output, /cannot be read\nwhy: +.*(?:unreachable|refused)/);
  const other = ['--namespace', 'shop', '--context', 'there'];
  const unknown = command('deploy', 'rollback', ...other);
  t.is(unknown.code, 1);
  t.regex(unknown.output, /context "there" does not exist/);
});
