import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatFailure, reservePorts } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { docker, inspect } from '../../scripts/images/engine.ts';
import { contentOf, imageName, programNamed, programs } from '../../scripts/images/image.ts';
import { root } from '../../scripts/places.ts';
import { type Engine, openEngine } from './containers/engine.ts';

/** Each image is built twice, every time with its packages from npm, on a machine with one free core, ms. */
const SLOW_MS = 60 * 60_000;
const START_TIMEOUT_MS = 120_000;
const run = promisify(execFile);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};
const NODE = '/nodejs/bin/node';

let engine: Engine;

test.before(async () => {
  engine = await openEngine('of-machine').catch((error: unknown) => {
    throw new Error(formatFailure(error), { cause: error });
  });
});
test.after.always(() => engine?.close());

test.serial(
  'two builds have one content, and run without root, shell and writable files',
  async (t) => {
    t.timeout(SLOW_MS);
    // An engine of our own has neither a bridge nor a registry.
    const own = engine.isOwn ? ['--own-bases', '--network', 'host'] : [];
    const build = ['run', '--silent', 'images', '--', '--test', ...own];
    const { stdout } = await run('npm', build, { cwd: root });
    for (const line of stdout.trim().split('\n')) t.log(line);
    for (const program of programs()) t.true(stdout.includes(imageName(program, version)));
  },
);

test.serial('an image has the list of its packages, each with a licence', (t) => {
  const program = programNamed('order');
  const read = "process.stdout.write(require('node:fs').readFileSync('/app/sbom.cdx.json'))";
  const args = ['run', '--rm', '--network', 'none', '--entrypoint', NODE];
  const { output } = docker([...args, imageName(program, version), '-e', read]);
  const list = JSON.parse(output) as {
    bomFormat: string;
    metadata: { component: { name: string } };
    components: { name: string; version: string; licenses: object[] }[];
  };
  t.is(list.bomFormat, 'CycloneDX');
  t.is(list.metadata.component.name, 'order');
  const { packages } = contentOf(program);
  t.deepEqual(
    [...new Set(packages.map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)))].sort(),
    [...new Set(list.components.map(({ name }) => name))].sort(),
  );
  for (const { name, licenses } of list.components) t.true(licenses.length > 0, name);
});

test.serial('an image says of which commit it is', (t) => {
  const { Labels } = inspect(imageName(programNamed('order'), version)).Config;
  t.is(Labels?.['org.opencontainers.image.version'], version);
  t.regex(Labels?.['org.opencontainers.image.revision'] ?? '', /^[0-9a-f]{40}$/);
  t.is(Labels?.['org.opencontainers.image.licenses'], 'Apache-2.0');
});

test.serial(
  'a program answers soon after its start, and ends by itself when it is stopped',
  async (t) => {
    t.timeout(SLOW_MS);
    const ports = reservePorts();
    t.teardown(() => ports.release());
    const port = await ports.next();
    const name = `commerce-images-${process.pid}`;
    t.teardown(() => docker(['rm', '--force', name]));
    const settings = { PROVIDER_PORT: port, PROVIDER_BOOK: '/tmp/book.jsonl' };
    const since = performance.now();
    const { code, output } = docker([
      ...['run', '--detach', '--name', name, '--network', 'host', '--read-only', '--tmpfs', '/tmp'],
      ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges:true'],
      ...Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
      imageName(programNamed('payment-provider'), version),
    ]);
    t.is(code, 0, output);
    await waitUntil(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, {
      timeoutMs: START_TIMEOUT_MS,
      what: 'the payment provider answers',
    });
    t.log(`answers after ${Math.round(performance.now() - since)} ms`);
    t.is(docker(['stop', '--time', '20', name]).code, 0);
    t.is(docker(['inspect', '--format', '{{.State.ExitCode}}', name]).output, '0');
  },
);
