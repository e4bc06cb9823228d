import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { appNames } from '@commerce/contracts/apps';
import { reservePorts } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { goTools } from '../../scripts/go-tools.ts';
import { root } from '../../scripts/places.ts';

/** A first start makes a database server and its databases, ms. */
const START_LIMIT_MS = 600_000;
const STOP_LIMIT_MS = 60_000;
const RESTART_LIMIT_MS = 60_000;
const TILTFILE_ERROR = 5;

const tilt = (await goTools('tilt'))('tilt');
const helm = (await goTools('helm'))('helm');
const home = mkdtempSync(join(tmpdir(), 'dapr-commerce-tilt-'));
const data = join(home, 'data');
const ports = reservePorts();
const port = await ports.next();
const gatewayPort = await ports.next();
const env = {
  ...process.env,
  HOME: home,
  // The cache of programs is of the machine.
  XDG_CACHE_HOME: dirname(dirname(dirname(tilt))),
  PATH: [dirname(tilt), dirname(helm), process.env['PATH']].join(delimiter),
  KUBECONFIG: join(home, 'kubeconfig'),
  TILT_DISABLE_ANALYTICS: '1',
  TILT_PORT: String(port),
  COMMERCE_DATA_DIR: data,
  GATEWAY_PORT: String(gatewayPort),
};

const running = new Set<ChildProcess>();
test.after.always(async () => {
  for (const one of running) one.kill('SIGKILL');
  await untilNothingRuns();
  ports.release();
  rmSync(home, { recursive: true, force: true });
});

interface Manifest {
  Name: string;
  ResourceDependencies: string[] | null;
  Labels: Record<string, string> | null;
  DeployTarget: { ReadinessProbe?: object; ServeCmd?: { Argv: string[] } } | null;
}

/** What the Tiltfile declares, or the exit code and the message of its refusal. */
function declared(args: readonly string[], over: Record<string, string> = {}) {
  const words = ['alpha', 'tiltfile-result', '--', ...args];
  const { status, stdout, stderr } = spawnSync(tilt, words, {
    cwd: root,
    env: { ...env, ...over },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const manifests = status === 0 ? (JSON.parse(stdout) as { Manifests: Manifest[] }).Manifests : [];
  return { status, text: stderr + stdout, manifests, names: manifests.map(({ Name }) => Name) };
}

function start(args: readonly string[]): { child: ChildProcess; output: () => string } {
  const child = spawn(tilt, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  return { child, output: () => text };
}

async function ask(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(tilt, args, { cwd: root, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`tilt ${args.join(' ')}: ${stderr}`));
    });
  });
}

/** The processes that have the data directory of these tests in their command. */
function ofThisPlatform(): string[] {
  const { stdout } = spawnSync('ps', ['-eww', '-o', 'args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(data));
}

async function untilNothingRuns(): Promise<void> {
  await waitUntil(() => ofThisPlatform().length === 0 && recorded().length === 0, {
    timeoutMs: STOP_LIMIT_MS,
    what: 'the end of all processes of the platform',
  });
}

const pidOf = (name: string) =>
  Number(readFileSync(join(data, 'tilt', `${name}.pid`), 'utf8').split('\n')[0]);

/** The recorded apps and sidecars that still run. */
function recorded(): string[] {
  return appNames
    .flatMap((name) => [name, `${name}-daprd`])
    .filter((name) => {
      try {
        return process.kill(pidOf(name), 0);
      } catch {
        return false;
      }
    });
}

async function untilReady(name: string): Promise<string> {
  // Tilt knows it only once it has read the Tiltfile.
  const isKnown = () =>
    ask('get', `uiresource/${name}`).then(
      () => true,
      () => false,
    );
  await waitUntil(isKnown, { timeoutMs: STOP_LIMIT_MS, what: `Tilt knows ${name}` });
  return ask(
    'wait',
    `--timeout=${START_LIMIT_MS / 1000}s`,
    '--for=condition=Ready',
    `uiresource/${name}`,
  );
}

test.serial(
  'without a cluster, each app and its sidecar are processes that wait for what they need',
  (t) => {
    const { status, text, manifests } = declared([]);
    t.is(status, 0, text);
    for (const name of appNames) {
      for (const one of [name, `${name}-daprd`]) {
        const found = manifests.find(({ Name }) => Name === one);
        t.deepEqual(found?.ResourceDependencies, ['backing'], one);
        t.truthy(found?.DeployTarget?.ReadinessProbe, one);
      }
    }
  },
);

test.serial('chosen apps come with those that they call', (t) => {
  const { names } = declared(['payment']);
  t.true(names.includes('identity'));
  t.false(names.includes('gateway'));
});

test.serial('on a cluster, each app is the one of the chart', (t) => {
  writeFileSync(env.KUBECONFIG, kubeconfig('kind-kind'));
  const { status, text, names } = declared(['--mode=k8s']);
  t.is(status, 0, text);
  for (const name of appNames) t.true(names.includes(name), name);
});

test.serial('a cluster that is not on the list is refused, unless it is named', (t) => {
  writeFileSync(env.KUBECONFIG, kubeconfig('far-away'));
  t.is(declared([]).status, 0);
  const refused = declared(['--mode=k8s']);
  t.is(refused.status, TILTFILE_ERROR);
  t.regex(refused.text, /far-away.*might be a production/s);
  t.is(declared(['--mode=k8s', '--context=far-away']).status, 0);
});

test.serial('a wrong value is refused with the right ones', (t) => {
  for (const [args, message] of [
    [['--mode=swarm'], /mode=swarm: it must be one of process, k8s/],
    [['--seed=big'], /seed=big: it must be one of none, small, invoices/],
    [['cart'], /there is no app cart; there are .*order/],
  ] as const) {
    const { status, text } = declared(args);
    t.is(status, TILTFILE_ERROR);
    t.regex(text, message);
  }
});

test.serial('tilt ci ends well with an order, and leaves no process', async (t) => {
  t.timeout(START_LIMIT_MS + STOP_LIMIT_MS);
  const { child, output } = start(['ci']);
  const [code] = (await once(child, 'exit')) as [number | null];
  t.is(code, 0, tail(output()));
  t.regex(output(), /first-order.*1 confirmed/);
  await untilNothingRuns();
  t.pass();
});

test.serial(
  'a changed app restarts alone, a killed sidecar comes back, and a killed Tilt leaves no process',
  async (t) => {
    t.timeout(START_LIMIT_MS + STOP_LIMIT_MS + 2 * RESTART_LIMIT_MS);
    const { child } = start(['up', '--stream', '--', '--seed=none']);
    await waitUntil(
      () =>
        ask('get', 'uiresources').then(
          () => true,
          () => false,
        ),
      {
        timeoutMs: START_LIMIT_MS,
        what: 'an answer of Tilt',
      },
    );
    for (const name of appNames) await untilReady(name);
    const before = Object.fromEntries(recorded().map((name) => [name, pidOf(name)]));
    t.is(Object.keys(before).length, 2 * appNames.length);

    const file = join(root, 'apps', 'catalog', 'src', 'app.ts');
    writeFileSync(file, readFileSync(file));
    await untilOther('catalog', before['catalog']);
    await untilReady('catalog');
    spawnSync('sh', ['tilt/kill.sh', 'payment-daprd'], { cwd: root, env });
    await untilOther('payment-daprd', before['payment-daprd']);
    await untilReady('payment-daprd');
    for (const name of Object.keys(before).filter(
      (one) => one !== 'catalog' && one !== 'payment-daprd',
    )) {
      t.is(pidOf(name), before[name] as number, name);
    }

    child.kill('SIGKILL');
    await untilNothingRuns();
  },
);

async function untilOther(name: string, pid: number | undefined): Promise<void> {
  await waitUntil(() => pidOf(name) !== pid, {
    timeoutMs: RESTART_LIMIT_MS,
    what: `a restart of ${name}`,
  });
}

function tail(text: string): string {
  return text.split('\n').slice(-40).join('\n');
}

/** A cluster that nobody can reach. */
function kubeconfig(context: string): string {
  mkdirSync(dirname(env.KUBECONFIG), { recursive: true });
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    contexts: [{ name: context, context: { cluster: context, user: context } }],
    clusters: [{ name: context, cluster: { server: 'https://127.0.0.1:1' } }],
    users: [{ name: context, user: {} }],
  });
}
