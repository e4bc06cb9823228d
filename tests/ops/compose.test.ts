import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { appNames } from '@commerce/contracts/apps';
import { formatFailure, readAccess, reservePorts } from '@commerce/local-stack';
import test from 'ava';
import { parse } from 'yaml';
import { prepareCompose } from '../../scripts/compose/prepare.ts';
import { COMPOSE } from '../../scripts/generate/compose/index.ts';
import type { Service } from '../../scripts/generate/compose/parts.ts';
import { goTools } from '../../scripts/go-tools.ts';
import { writeArchive } from '../../scripts/images/archive.ts';
import { docker } from '../../scripts/images/engine.ts';
import { programs } from '../../scripts/images/image.ts';
import { root } from '../../scripts/places.ts';
import { makeBackingImages } from './containers/backing-images.ts';
import { type Engine, openEngine } from './containers/engine.ts';

/** Longest steps of one test: images are made, or all containers start, on a machine with one free core, ms. */
const SLOW_MS = 20 * 60_000;
const START_TIMEOUT_S = 600;
const PLACE_TIMEOUT_MS = 180_000;
const run = promisify(execFile);
const project = `commerce-test-${process.pid}`;

interface Container {
  Id: string;
  Config: { User: string; Labels: Record<string, string> };
  State: { Status: string; ExitCode: number; OOMKilled: boolean };
  HostConfig: { ReadonlyRootfs: boolean; CapDrop: string[] | null };
}

interface Platform {
  engine: Engine;
  /** The folder of the compose file, a copy with secrets of its own. */
  folder: string;
  compose(...args: string[]): Promise<string>;
  /** Places an order through the gateway, and returns what became of it. */
  placeOrder(): Promise<{ id: string; status: string; settledMs: number }>;
  close(): Promise<void>;
}

let platform: Platform;

async function openPlatform(): Promise<Platform> {
  const program = (await goTools('compose'))('cmd');
  const engine = await openEngine('own');
  const scratch = mkdtempSync(join(tmpdir(), 'commerce-compose-'));
  const folder = join(scratch, COMPOSE);
  const ports = reservePorts();
  const GATEWAY_PORT = String(await ports.next());
  try {
    for (const part of ['compose.yaml', 'databases.sql', 'sentry.yaml', 'dapr']) {
      cpSync(join(root, COMPOSE, part), join(folder, part), { recursive: true });
    }
    for (const mounted of ['components/local', 'dapr/resources']) {
      cpSync(join(root, mounted), join(scratch, mounted), { recursive: true });
    }
    prepareCompose(folder, readAccess(join(root, 'dapr', 'access.yaml')));
    loadImages(join(scratch, 'images.tar'));
    const env = { ...process.env, ...(await makeBackingImages()), GATEWAY_PORT };
    const compose = async (...args: string[]) => {
      const file = ['--project-name', project, '--file', join(folder, 'compose.yaml')];
      return (await run(program, [...file, ...args], { env, maxBuffer: 2 ** 24 })).stdout;
    };
    const placeOrder = async () => {
      const script = join(import.meta.dirname, 'containers', 'place-order.ts');
      const url = `http://127.0.0.1:${GATEWAY_PORT}`;
      const [first = '', ...rest] = [...engine.prefix, process.execPath, script, url];
      const args = [...rest, join(folder, 'secrets')];
      const { stdout } = await run(first, args, { timeout: PLACE_TIMEOUT_MS });
      return JSON.parse(stdout) as { id: string; status: string; settledMs: number };
    };
    const close = async () => {
      await compose('down', '--volumes', '--remove-orphans', '--timeout', '1');
      ports.release();
      await engine.close();
      rmSync(scratch, { recursive: true, force: true });
    };
    return { engine, folder, compose, placeOrder, close };
  } catch (error) {
    ports.release();
    await engine.close();
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
}

// Without a build in the engine, which would have to reach npm's packages.
function loadImages(file: string): void {
  const labels = { VERSION: versionOfRepository(), REVISION: 'test' };
  writeArchive(file, programs(), labels);
  const { code, output } = docker(['load', '--quiet', '--input', file]);
  rmSync(file);
  if (code !== 0) throw new Error(`the images cannot be loaded: ${output}`);
}

/** What the engine says of the containers of the platform, by service. */
function containers(): Map<string, Container> {
  const filter = `label=com.docker.compose.project=${project}`;
  const { output } = docker(['ps', '--all', '--quiet', '--filter', filter]);
  const found = docker(['inspect', ...output.split('\n')]);
  return new Map(
    (JSON.parse(found.output) as Container[]).map((one) => [
      one.Config.Labels['com.docker.compose.service'] ?? '',
      one,
    ]),
  );
}

function versionOfRepository(): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

test.before(async (t) => {
  t.timeout(SLOW_MS);
  platform = await openPlatform().catch((error: unknown) => {
    throw new Error(formatFailure(error), { cause: error });
  });
});
test.after.always(async () => platform?.close());

test.serial('docker compose reads the file as it was meant', async (t) => {
  const written = parse(readFileSync(join(platform.folder, 'compose.yaml'), 'utf8')) as {
    services: Record<string, Service>;
  };
  const read = JSON.parse(
    await platform.compose('--profile', '*', 'config', '--format', 'json'),
  ) as {
    services: Record<string, { image: string; command: string[] | null; user?: string }>;
  };
  t.deepEqual(Object.keys(read.services).toSorted(), Object.keys(written.services).toSorted());
  for (const [name, { user, command }] of Object.entries(written.services)) {
    t.is(read.services[name]?.user, user, name);
    t.is(read.services[name]?.command?.length, command?.length, name);
  }
});

test.serial('everything comes up, and an order is placed and confirmed', async (t) => {
  t.timeout(SLOW_MS);
  const since = performance.now();
  const wait = ['--wait', '--wait-timeout', String(START_TIMEOUT_S)];
  try {
    await platform.compose('up', '--detach', ...wait);
  } catch (error) {
    t.log(await platform.compose('ps', '--all'));
    t.log(await platform.compose('logs', '--tail', '20'));
    throw error;
  }
  t.log(`up in ${((performance.now() - since) / 1000).toFixed(1)} s`);
  const { status, settledMs } = await platform.placeOrder();
  t.is(status, 'confirmed');
  t.log(`an order was settled in ${settledMs} ms`);
});

test.serial('apps and sidecars run without root and write nothing', (t) => {
  const all = containers();
  for (const name of appNames) {
    for (const service of [name, `${name}-daprd`, `${name}-pod`]) {
      const found = all.get(service);
      t.is(found?.State.Status, 'running', service);
      t.is(found?.HostConfig.ReadonlyRootfs, true, service);
      t.deepEqual(found?.HostConfig.CapDrop, ['ALL'], service);
    }
    const write = "require('node:fs').writeFileSync('/app/x', '')";
    const exec = ['exec', containerName(name), '/nodejs/bin/node', '-e'];
    t.regex(docker([...exec, write]).output, /EROFS/, name);
    t.is(docker([...exec, 'console.log(process.getuid())']).output, '65532', name);
  }
});

test.serial(
  'an app and its sidecar end by themselves and serve again when they start',
  async (t) => {
    t.timeout(SLOW_MS);
    for (const service of ['order', 'order-daprd']) {
      const since = performance.now();
      await platform.compose('stop', service);
      t.log(`${service} stopped in ${((performance.now() - since) / 1000).toFixed(1)} s`);
      t.like(containers().get(service)?.State, { Status: 'exited', ExitCode: 0 }, service);
    }
    const wait = ['--wait', '--wait-timeout', String(START_TIMEOUT_S)];
    await platform.compose('up', '--detach', ...wait);
    t.is((await platform.placeOrder()).status, 'confirmed');
  },
);

test.serial('a stop of everything is clean', async (t) => {
  t.timeout(SLOW_MS);
  const since = performance.now();
  await platform.compose('stop');
  t.log(`stopped in ${((performance.now() - since) / 1000).toFixed(1)} s`);
  for (const [service, { Id, State }] of containers()) {
    // What only holds a network has nothing to end, and is killed.
    if (service.endsWith('-pod')) continue;
    const { output } = docker(['logs', '--tail', '20', Id]);
    t.like(State, { Status: 'exited', ExitCode: 0, OOMKilled: false }, `${service}: ${output}`);
  }
});

test.serial('down --volumes leaves nothing', async (t) => {
  t.timeout(SLOW_MS);
  await platform.compose('down', '--volumes');
  const filter = ['--quiet', '--filter', `label=com.docker.compose.project=${project}`];
  for (const kind of [
    ['ps', '--all'],
    ['volume', 'ls'],
    ['network', 'ls'],
  ]) {
    t.is(docker([...kind, ...filter]).output, '', kind[0]);
  }
});

const containerName = (service: string) => `${project}-${service}-1`;
