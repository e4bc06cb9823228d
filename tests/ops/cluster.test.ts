import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { NETWORK } from '../../scripts/cluster/layout.ts';
import { root } from '../../scripts/places.ts';

/** With all programs to be built. */
const LIMIT_MS = 60 * 60_000;
const MACHINE_SETTINGS = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops'];

const home = mkdtempSync(join(tmpdir(), 'cluster-test-'));

async function cluster(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['scripts/cluster.ts', ...args], {
    cwd: root,
    env: { ...process.env, COMMERCE_DATA_DIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

function machineSettings(): string[] {
  return MACHINE_SETTINGS.map((name) => readFileSync(`/proc/sys/${name}`, 'utf8').trim());
}

const isPossible = process.platform === 'linux' && process.getuid?.() === 0;

test.after.always(async () => {
  if (isPossible) await cluster('down');
  rmSync(home, { recursive: true, force: true });
});

test('a node comes up with an answer for names, and leaves nothing behind', async (t) => {
  t.timeout(LIMIT_MS);
  const before = machineSettings();
  const up = await cluster('up');
  if (!isPossible) {
    t.is(up.code, 1);
    t.regex(up.output, /a node cannot run on this machine[\s\S]*next:/);
    return;
  }
  t.is(up.code, 0, up.output);
  const kubeconfig = /export KUBECONFIG=(\S+)/.exec(up.output)?.[1];
  const hyperkube = /kubectl is there as: (\S+) kubectl/.exec(up.output)?.[1];
  t.truthy(kubeconfig);
  t.truthy(hyperkube);
  const kubectl = (...args: string[]) =>
    execFileSync(hyperkube ?? '', ['kubectl', ...args], {
      env: { ...process.env, KUBECONFIG: kubeconfig },
      encoding: 'utf8',
    });
  t.regex(kubectl('get', 'nodes'), /node1\s+Ready/);
  t.regex(kubectl('get', 'pods', '--namespace', 'kube-system'), /coredns-\S+\s+1\/1\s+Running/);

  const again = await cluster('up');
  t.is(again.code, 0, again.output);

  const down = await cluster('down');
  t.is(down.code, 0, down.output);
  t.false(existsSync(`/sys/class/net/${NETWORK.machineWire}`));
  t.deepEqual(machineSettings(), before);
});
