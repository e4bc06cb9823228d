import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { logTail, onPath, SetupError } from '@commerce/local-stack';
import { root } from '../places.ts';
import { NETWORK, NODE_NAME, type Places } from './layout.ts';
import { until } from './wait.ts';

const START_LIMIT_MS = 20_000;
const END_LIMIT_MS = 30_000;
const NEEDED = ['unshare', 'nsenter', 'setsid', 'ip', 'openssl', 'tar'];
/** Settings of the whole machine that a kubelet changes. */
const CHANGED_SETTINGS = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops'];
const CGROUPS = '/sys/fs/cgroup';
const NODE_CGROUPS = ['kubepods', 'k8s.io'];

/** Throws SetupError where no node can run: it needs Linux, root, and programs that make namespaces. */
export function assertNodePossible(): void {
  const next = 'use a cluster that there is: npm run cluster -- test --context <name>';
  const what = 'a node cannot run on this machine';
  if (process.platform !== 'linux') {
    throw new SetupError({ what, why: `it needs Linux, and this is ${process.platform}`, next });
  }
  if (process.getuid?.() !== 0) {
    const why = 'it needs root: it makes namespaces, mounts and a network interface';
    throw new SetupError({ what, why, next: `run it as root, or ${next}` });
  }
  const missing = NEEDED.filter((program) => onPath(program) === undefined);
  if (missing.length > 0) {
    const why = `not on PATH: ${missing.join(', ')}`;
    throw new SetupError({ what, why, next: 'install util-linux, iproute2, openssl and tar' });
  }
}

/** The pid of the process whose namespaces are the node; undefined if it does not run. */
export function nodePid({ pidFile }: Places): number | undefined {
  if (!existsSync(pidFile)) return undefined;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  // A pid can be that of another process by now.
  return commandOf(pid).includes('node-init.sh') ? pid : undefined;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Makes the namespaces of a node (its own processes, mounts, network, name) and a wire from the machine to it.
 * `system` is laid over /usr. Throws SetupError if another cluster has the addresses.
 */
export async function makeNode(places: Places, system: string | undefined): Promise<void> {
  if (existsSync(`/sys/class/net/${NETWORK.machineWire}`)) {
    throw new SetupError({
      what: 'the cluster cannot be started',
      why: `another one on this machine has the interface ${NETWORK.machineWire}`,
      next: 'run npm run cluster -- down where it was started',
    });
  }
  for (const folder of ['kubelet', 'containerd', 'cni', 'etcd', 'volumes']) {
    mkdirSync(join(places.nodeState, folder), { recursive: true });
  }
  mkdirSync(places.logs, { recursive: true });
  noteMachineSettings(places);
  const init = join(root, 'scripts', 'cluster', 'node-init.sh');
  const namespaces = ['--pid', '--mount-proc', '--mount', '--net', '--uts', '--ipc'];
  const log = openSync(join(places.logs, 'node.log'), 'w');
  const holder = spawn(
    'unshare',
    ['--fork', '--kill-child', ...namespaces, '--propagation', 'private', 'bash', init],
    {
      env: { ...process.env, SYSTEM: system ?? '', STATE: places.nodeState, NODE_NAME },
      ...{ stdio: ['ignore', log, log], detached: true },
    },
  );
  closeSync(log);
  holder.unref();
  try {
    await until('the namespaces of the node', START_LIMIT_MS, () => {
      const children = `/proc/${holder.pid}/task/${holder.pid}/children`;
      const [child = ''] = readFileSync(children, 'utf8').split(' ');
      if (!existsSync(join('/proc', child, 'root', 'run', 'ready'))) return false;
      writeFileSync(places.pidFile, child);
      return true;
    });
  } catch (cause) {
    throw new SetupError({
      what: 'the namespaces of the node cannot be made',
      why: logTail(join(places.logs, 'node.log')),
      next: 'read the log; in a container the node needs all capabilities (--privileged)',
      cause,
    });
  }
  connect(places);
}

function connect(places: Places): void {
  const { machine, node, pods, services, machineWire, nodeWire } = NETWORK;
  const ip = (...args: string[]) => execFileSync('ip', args);
  const pid = String(nodePid(places));
  ip('link', 'add', machineWire, 'type', 'veth', 'peer', 'name', nodeWire, 'netns', pid);
  ip('address', 'add', `${machine}/24`, 'dev', machineWire);
  ip('link', 'set', machineWire, 'up');
  inNode(places, 'ip', 'address', 'add', `${node}/24`, 'dev', nodeWire);
  inNode(places, 'ip', 'link', 'set', nodeWire, 'up');
  inNode(places, 'ip', 'route', 'add', 'default', 'via', machine);
  inNode(places, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
  // A packet to a service that kube-proxy does not know yet would leave here, and leave a connection behind
  // that is never translated, however often it is tried. Dropped before, the next try is translated.
  inNode(
    places,
    ...['iptables', '-t', 'mangle', '-A', 'POSTROUTING', '-d', services, '-j', 'DROP'],
  );
  ip('route', 'add', pods, 'via', node);
  ip('route', 'add', services, 'via', node);
}

function enter(places: Places): string[] {
  return ['-t', String(nodePid(places)), '-m', '-n', '-p', '-u', '-i', '--'];
}

/** Runs a command in the node and returns its output. Throws if it fails. */
export function inNode(places: Places, ...command: string[]): string {
  return execFileSync('nsenter', [...enter(places), ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts a program in the node; it ends with the node. Its log is `logs/<name>.log`. */
export function startInNode(places: Places, name: string, command: readonly string[]): void {
  const log = openSync(join(places.logs, `${name}.log`), 'w');
  spawn('nsenter', [...enter(places), 'setsid', ...command], {
    ...{ stdio: ['ignore', log, log], detached: true },
  }).unref();
  closeSync(log);
}

/** Ends the node with everything in it at once, as a power cut does, and undoes what it changed on the machine. */
export async function endNode(places: Places): Promise<void> {
  const pid = nodePid(places);
  if (pid !== undefined) {
    process.kill(pid, 'SIGKILL');
    // It goes after the last process of the node: until then their cgroups cannot be removed, and the next
    // kubelet waits for each of those that were left.
    await until('the end of the node', END_LIMIT_MS, () => !existsSync(`/proc/${pid}`));
  }
  rmSync(places.pidFile, { force: true });
  const wire = `/sys/class/net/${NETWORK.machineWire}`;
  // It goes with the network of the node, a moment later.
  await until('the end of the wire', END_LIMIT_MS, () => {
    if (existsSync(wire))
      execFileSync('ip', ['link', 'delete', NETWORK.machineWire], { stdio: 'ignore' });
    return !existsSync(wire);
  });
  restoreMachineSettings(places);
  for (const folder of cgroupsOfNode()) removeFolders(folder);
}

function settingsFile({ home }: Places): string {
  return join(home, 'machine-settings.json');
}

function noteMachineSettings(places: Places): void {
  if (existsSync(settingsFile(places))) return;
  const values = CHANGED_SETTINGS.map((name) => [
    name,
    readFileSync(`/proc/sys/${name}`, 'utf8').trim(),
  ]);
  writeFileSync(settingsFile(places), JSON.stringify(Object.fromEntries(values)));
}

function restoreMachineSettings(places: Places): void {
  if (!existsSync(settingsFile(places))) return;
  const values = JSON.parse(readFileSync(settingsFile(places), 'utf8')) as Record<string, string>;
  for (const [name, value] of Object.entries(values)) writeFileSync(`/proc/sys/${name}`, value);
  rmSync(settingsFile(places));
}

// Version 1 has a tree for each controller, version 2 one tree.
function cgroupsOfNode(): string[] {
  const trees = [CGROUPS, ...readdirSync(CGROUPS).map((name) => join(CGROUPS, name))];
  return trees
    .flatMap((tree) => NODE_CGROUPS.map((name) => join(tree, name)))
    .filter((folder) => existsSync(folder));
}

/** Removes a tree of cgroups, from its leaves: their files go by themselves. */
function removeFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeFolders(join(folder, entry.name));
  }
  try {
    rmdirSync(folder);
  } catch (error) {
    // A process of another cluster is in it.
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
  }
}
