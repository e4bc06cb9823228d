import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import test from 'ava';
import { connectStack } from '@commerce/testing/stack';
import { waitUntil } from '@commerce/testing/wait-until';
import { packRuntime } from '../../../scripts/runtime-package/pack.ts';
import { sourceManifest } from '../../../scripts/runtime-package/stage.ts';
import { readmeExample } from './readme-example.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');
const READY_LIMIT_MS = 30_000;
/** Longest shell command, ms: an installation asks a registry for what is not in npm's cache. */
const COMMAND_LIMIT_MS = 120_000;
/** A registry that does not answer is asked again after this time, ms. */
const FETCH_LIMIT_MS = 15_000;
const FETCH_AGAIN_MS = 1_000;
const LOG_TAIL = 4_000;
/** A port in the commands of the README. */
const PORT = /(?<=port |:)\d{4,5}\b/g;

const example = readmeExample();
const work = mkdtempSync(join(tmpdir(), 'runtime-consumer-'));
const counter = join(work, 'counter');
let running: ChildProcess | undefined;
let files: string[] = [];

/** How this machine reaches a registry: a proxy, certificates, settings of npm. */
const NETWORK =
  /^(?:(?:https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|npm_config_(?:registry|cafile|(?:https?[-_])?proxy|noproxy))$/i;

/** The environment of somebody who does not have this repository. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => NETWORK.test(name))),
  PATH: [...programFolders(), dirname(process.execPath), process.env['PATH']].join(delimiter),
  HOME: process.env['HOME'],
};

/** Where the programs of Dapr are that the platform runs. */
function programFolders(): string[] {
  return ['order-daprd', 'placement'].map((name) => {
    const pid = String(connectStack().process(name).pid);
    const line = execFileSync('ps', ['-ww', '-o', 'args=', '-p', pid], { encoding: 'utf8' });
    return dirname(line.trim().split(' ')[0] ?? '');
  });
}

function shell(commands: string, cwd: string): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-ec', commands], {
    cwd,
    env: environment,
    encoding: 'utf8',
    timeout: COMMAND_LIMIT_MS,
  });
  if (status !== 0) throw new Error(`${commands} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/**
 * A command that installs packages, with the versions that the tests run with: the newest ones
 * would make the test depend on a registry.
 */
function withVersions(command: string, file: string): string {
  const { name: own, peerDependencies } = sourceManifest();
  // npm waits 10 s before it repeats, and longer each time: too long for the limit.
  const patience = `--fetch-timeout ${FETCH_LIMIT_MS} --fetch-retry-maxtimeout ${FETCH_AGAIN_MS} --fetch-retry-mintimeout ${FETCH_AGAIN_MS}`;
  const offline = `npm install --prefer-offline ${patience} --no-audit --no-fund`;
  return command.replace(/^npm install (.+)$/m, (_, names: string) => {
    const exact = names.split(' ').map((name) => {
      return name === own ? `'${file}'` : `'${name}@${peerDependencies[name] ?? 'missing'}'`;
    });
    return `${offline} ${exact.join(' ')}`;
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test.before(() => {
  const packed = packRuntime(work);
  files = packed.files;
  shell(withVersions(example.install, packed.file), work);
  writeFileSync(join(counter, 'counter.ts'), example.program);
  writeFileSync(join(counter, 'components', 'statestore.yaml'), example.component);
});

test.after.always(async () => {
  if (running?.pid !== undefined && running.exitCode === null) {
    const exit = once(running, 'exit');
    process.kill(-running.pid, 'SIGKILL');
    await exit;
  }
  rmSync(work, { recursive: true, force: true });
});

test.serial('the package has every file that it exports, and neither sources nor tests', (t) => {
  const folder = join(counter, 'node_modules', sourceManifest().name);
  const { exports, ...manifest } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const exported = (Object.values(exports) as (string | Record<string, string>)[])
    .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
    .map((target) => target.replace('./', ''));
  t.true(exported.length > 40);
  t.deepEqual(
    exported.filter((target) => !files.includes(target)),
    [],
  );
  t.deepEqual(
    files.filter((file) => /(?<!\.d)\.ts$|\.test\./.test(file)),
    [],
  );
  for (const page of ['LICENSE', 'README.md', 'api.md', 'schema/schema.sql', 'actors/README.md']) {
    t.true(files.includes(page), page);
  }
  t.like(manifest, { name: 'dapr-actor-runtime', license: 'Apache-2.0', type: 'module' });
  t.false('private' in manifest);
});

test.serial('only what the README names is installed beside the package', (t) => {
  const manifest = JSON.parse(readFileSync(join(counter, 'package.json'), 'utf8'));
  const named = Object.keys(manifest.dependencies).filter((name) => name !== sourceManifest().name);
  t.deepEqual(named, ['@koa/router', 'koa', 'typebox']);
});

test.serial('the first example compiles with the types in the package', (t) => {
  shell(withVersions(`npm install ${example.types.join(' ')}`, ''), counter);
  const flags = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--target',
    'esnext',
    '--module',
    'nodenext',
  ];
  const args = [COMPILER, ...flags, '--types', 'node', 'counter.ts'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: counter, encoding: 'utf8' });
  t.is(status, 0, stdout);
  writeFileSync(
    join(counter, 'wrong.ts'),
    example.program.replace('Promise<number>', 'Promise<string>'),
  );
  const wrong = spawnSync(process.execPath, [...args.slice(0, -1), 'wrong.ts'], {
    cwd: counter,
    encoding: 'utf8',
  });
  t.regex(wrong.stdout, /error TS2322/);
});

test.serial('the first example counts on stock Dapr as the README says', async (t) => {
  const ports = new Map<string, number>();
  for (const [port] of example.start.matchAll(PORT)) ports.set(port, await freePort());
  const onFreePorts = (text: string) =>
    text.replaceAll(PORT, (port) => String(ports.get(port) ?? port));
  const child = spawn('sh', ['-ec', onFreePorts(example.start)], {
    cwd: counter,
    env: {
      ...environment,
      APP_PORT: String(ports.get('3000')),
      DAPR_HTTP_PORT: String(ports.get('3500')),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + String(chunk)).slice(-LOG_TAIL)));
  }
  try {
    await waitUntil(
      async () => {
        const answer = await fetch(`http://127.0.0.1:${ports.get('3500')}/v1.0/metadata`);
        const { actorRuntime } = (await answer.json()) as {
          actorRuntime?: { hostReady?: boolean };
        };
        return actorRuntime?.hostReady === true;
      },
      { timeoutMs: READY_LIMIT_MS, what: 'the sidecar of the example hosts actors' },
    );
  } catch (cause) {
    throw new Error(`the example does not start:\n${output}`, { cause });
  }
  t.is(example.calls.length, 3);
  for (const { command, answer } of example.calls) {
    t.is(shell(onFreePorts(command), counter), answer, command);
  }
  t.regex(output, /"msg":"listening"/);
});
