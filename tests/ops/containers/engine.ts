import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath, SetupError } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';

/** Longest start of an engine on a machine that builds something at the same time, ms. */
const START_TIMEOUT_MS = 120_000;
/** What an engine of our own consists of. */
const PROGRAMS = [
  'docker',
  'dockerd',
  'containerd',
  'runc',
  'iptables',
  'unshare',
  'nsenter',
  'ip',
];
/** Without bridge and rules: containers are in the network of the machine. */
const NETWORK_OF_MACHINE = [
  ...['--bridge=none', '--iptables=false', '--ip6tables=false'],
  ...['--ip-forward=false', '--ip-masq=false'],
];
/** Brings up the loopback address of a new network, then becomes the program. */
const IN_NEW_NETWORK = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/** A Docker engine for tests. `DOCKER_HOST` names it while it is open. */
export interface Engine {
  /** What to put before a command so that it reaches published ports. */
  prefix: string[];
  /** Whether it was started for these tests, and so reaches only what its network reaches. */
  isOwn: boolean;
  /** Ends an engine that was started, with its containers and images. */
  close(): Promise<void>;
}

/**
 * The engine that DOCKER_HOST names or that answers here, or one that is started: in the network of the
 * machine, for builds, or in its own network, where ports are free. Throws SetupError
 * if there is none and none can be started.
 */
export async function openEngine(network: 'of-machine' | 'own'): Promise<Engine> {
  if (answers()) return { prefix: [], isOwn: false, close: async () => {} };
  if (process.env['DOCKER_HOST']) {
    throw missing('no Docker engine answers', `DOCKER_HOST is ${process.env['DOCKER_HOST']}`);
  }
  const lacking = PROGRAMS.filter((program) => onPath(program) === undefined);
  if (process.getuid?.() !== 0 || lacking.length > 0) {
    const why = [
      ...(process.getuid?.() === 0 ? [] : ['only root can start one']),
      ...(lacking.length === 0 ? [] : [`PATH has no ${lacking.join(', ')}`]),
    ];
    throw missing('no Docker engine answers, and none can be started', why.join('; '));
  }
  return startEngine(network);
}

async function startEngine(network: 'of-machine' | 'own'): Promise<Engine> {
  const home = mkdtempSync(join(tmpdir(), 'commerce-engine-'));
  const at = (name: string) => join(home, name);
  const address = `unix://${at('docker.sock')}`;
  const [program = '', ...args] = [
    ...(network === 'own' ? IN_NEW_NETWORK : []),
    ...['dockerd', '--data-root', at('data'), '--exec-root', at('exec')],
    ...['--pidfile', at('pid'), '--host', address, '--config-file', at('daemon.json')],
    ...(network === 'own' ? [] : NETWORK_OF_MACHINE),
  ];
  // Not the settings of an engine of the machine.
  writeFileSync(at('daemon.json'), '{}');
  const log = openSync(at('log'), 'w');
  const daemon = spawn(program, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = once(daemon, 'exit');
  const removeHome = () => {
    unmount(home);
    rmSync(home, { recursive: true, force: true });
  };
  process.env['DOCKER_HOST'] = address;
  const close = async () => {
    removeContainers();
    delete process.env['DOCKER_HOST'];
    daemon.kill('SIGTERM');
    await ended;
    removeHome();
  };
  try {
    await waitUntil(() => daemon.exitCode !== null || answers(), {
      timeoutMs: START_TIMEOUT_MS,
      what: 'the Docker engine answers',
    });
    if (daemon.exitCode !== null) throw new Error(`dockerd has ended:\n${tailOf(at('log'))}`);
  } catch (error) {
    await close();
    throw error;
  }
  const prefix = network === 'own' ? ['nsenter', `--net=/proc/${daemon.pid}/ns/net`] : [];
  return { prefix, isOwn: true, close };
}

// An engine leaves the network that it mounted for containers in the network of the machine.
function unmount(folder: string): void {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const below = mounts
    .map((line) => line.split(' ')[1] ?? '')
    .filter((at) => at.startsWith(folder));
  for (const at of below.reverse()) spawnSync('umount', [at]);
}

// Else their processes would outlive the engine.
function removeContainers(): void {
  const { stdout } = spawnSync('docker', ['ps', '--all', '--quiet'], { encoding: 'utf8' });
  const ids = (stdout ?? '').split('\n').filter(Boolean);
  if (ids.length > 0) spawnSync('docker', ['rm', '--force', '--volumes', ...ids]);
}

function answers(): boolean {
  return spawnSync('docker', ['version', '--format', '{{.Server.Version}}']).status === 0;
}

function missing(what: string, why: string): SetupError {
  const next =
    'start Docker, or set DOCKER_HOST; or run this as root with dockerd, containerd, runc and iptables on ' +
    'PATH (the package docker.io of Debian), and the tests start an engine of their own';
  return new SetupError({ what, why, next });
}

function tailOf(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-10).join('\n');
}
