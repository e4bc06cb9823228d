import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from './errors.ts';
import { tryLock } from './lock.ts';

const HOST = '127.0.0.1';
const CONNECT_TIMEOUT_MS = 500;
// Free ports come from below the ephemeral range, so that no outgoing connection can take a port
// between its selection and its use.
const FREE_RANGE = { from: 20_000, blocks: 100, blockSize: 100 };

/** Whether something listens on the port of this machine's loopback address. */
export async function isTaken(port: number): Promise<boolean> {
  const bindable = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
  if (!bindable) return true;
  // Some systems allow binding a loopback address beside a listener on all addresses.
  return accepts(port);
}

/** Whether somebody accepts connections at a port of the loopback address. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: HOST, timeout: CONNECT_TIMEOUT_MS });
    const answer = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}

/** The inodes of sockets that listen on the port, from a /proc/net/tcp table. */
export function listeningInodes(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => local.endsWith(`:${hex}`) && state === '0A')
    .map((columns) => columns[9] ?? '');
}

function ownerOnLinux(port: number): string | undefined {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => {
    try {
      return listeningInodes(readFileSync(table, 'utf8'), port);
    } catch {
      return [];
    }
  });
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        if (!sockets.has(linkAt(`/proc/${pid}/fd/${fd}`))) continue;
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return `process ${pid} (${command.slice(0, 120)})`;
      }
    } catch {
      continue; // the process has ended, or belongs to another user
    }
  }
  return undefined;
}

// A file may be closed between the listing and this call; the others still count.
function linkAt(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

async function ownerByLsof(port: number): Promise<string | undefined> {
  try {
    const query = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'];
    const { stdout } = await promisify(execFile)('lsof', query);
    const field = (letter: string) =>
      stdout
        .split('\n')
        .find((line) => line.startsWith(letter))
        ?.slice(1);
    return field('p') === undefined ? undefined : `process ${field('p')} (${field('c')})`;
  } catch {
    return undefined;
  }
}

/** The process that listens on the port, as text; also says if the system does not show it. */
export async function portOwner(port: number): Promise<string> {
  const owner = process.platform === 'linux' ? ownerOnLinux(port) : await ownerByLsof(port);
  return owner ?? 'a process of another user (the system does not show which)';
}

/** A port that the stack needs, and its purpose. */
export interface WantedPort {
  port: number;
  purpose: string;
  /** How to choose another port. */
  instead: string;
}

/** Throws a SetupError that names every taken port, its purpose and the process that has it. */
export async function assertFree(wanted: WantedPort[]): Promise<void> {
  const taken = (
    await Promise.all(wanted.map(async (one) => ((await isTaken(one.port)) ? [one] : [])))
  ).flat();
  const [first] = taken;
  if (first === undefined) return;
  const lines = await Promise.all(
    taken.map(async ({ port, purpose }) => `${port}, for ${purpose}, by ${await portOwner(port)}`),
  );
  const each = [...new Set(taken.map(({ instead }) => instead))];
  throw new SetupError({
    what: taken.length === 1 ? `port ${first.port} is taken` : `${taken.length} ports are taken`,
    why: lines.join('\n'),
    next: `stop that process, or choose another port: ${each.join('; ')}`,
  });
}

/** Free ports for one stack; `release` frees the block for other stacks. */
export interface PortBlock {
  next(): Promise<number>;
  release(): void;
}

/** Reserves a block of 100 ports for this stack among the stacks of this machine. */
export function reservePorts(): PortBlock {
  const start = Math.floor(Math.random() * FREE_RANGE.blocks);
  for (let offset = 0; offset < FREE_RANGE.blocks; offset += 1) {
    const block = (start + offset) % FREE_RANGE.blocks;
    const lock = tryLock(join(tmpdir(), `dapr-commerce-ports-${userId()}`, String(block)));
    if ('heldBy' in lock) continue;
    let port = FREE_RANGE.from + block * FREE_RANGE.blockSize;
    const end = port + FREE_RANGE.blockSize;
    return {
      release: lock.release,
      async next() {
        for (; port < end; port += 1) if (!(await isTaken(port))) return port++;
        throw new Error(`no free port left below ${end}`);
      },
    };
  }
  throw new SetupError({
    what: 'no free ports',
    why: `all ${FREE_RANGE.blocks} port blocks from ${FREE_RANGE.from} are in use by other stacks`,
    next: 'stop one of the running stacks',
  });
}

function userId(): number {
  return process.getuid?.() ?? 0;
}
