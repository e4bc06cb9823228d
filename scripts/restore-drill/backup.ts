import { existsSync } from 'node:fs';
import { appendFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stack } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';
import pg from 'pg';
import { copyFolder, emptyFolder, keepOwner } from './folders.ts';

/** Longest wait until a segment of the write-ahead log is in the archive, ms. */
const ARCHIVE_TIMEOUT_MS = 60_000;

/** What a running server has open, or makes anew: PostgreSQL's list for a base backup. */
const NOT_IN_BACKUP =
  /^(?:pg_(?:wal|replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)\/|postmaster\.|.*pgsql_tmp|\.s\.PGSQL)/;

/** Where a backup is. */
export interface BackupPlaces {
  database: string;
  /** The segments of the write-ahead log since then. */
  archive: string;
  scheduler: string;
}

/** Where the stores of a stack have their data. */
export interface StorePlaces {
  postgres: string;
  scheduler: string;
  redis: string;
}

/** The folders of the stores, which the disaster empties. */
export async function storesOf({ dataDir }: Stack): Promise<StorePlaces> {
  // The folder of PostgreSQL can be a link to one that its user may enter.
  const place = (name: string) => realpath(join(dataDir, name));
  return {
    postgres: await place('postgres'),
    scheduler: await place('scheduler'),
    redis: await place('redis'),
  };
}

async function onServer<T>(stack: Stack, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: stack.databaseServerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Copies the files of the running database server; with the archive they restore any later moment. */
export function backUpDatabase(
  stack: Stack,
  { postgres }: StorePlaces,
  { database }: BackupPlaces,
): Promise<number> {
  return onServer(stack, async (client) => {
    await client.query("SELECT pg_backup_start('restore-drill', fast => true)");
    const bytes = await copyFolder(postgres, database, (path) => NOT_IN_BACKUP.test(path));
    const { rows } = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => true)',
    );
    const label = join(database, 'backup_label');
    await writeFile(label, rows[0]?.labelfile ?? '');
    await keepOwner(join(database, 'PG_VERSION'), label);
    return bytes;
  });
}

/**
 * Copies the data of the scheduler while it stands still, as a snapshot of its volume would. Answers how long
 * it stood, ms.
 */
export async function backUpScheduler(
  stack: Stack,
  { scheduler }: StorePlaces,
  places: BackupPlaces,
): Promise<number> {
  const startedAt = performance.now();
  stack.kill('scheduler', 'SIGSTOP');
  try {
    await emptyOrMissing(places.scheduler);
    await copyFolder(scheduler, places.scheduler);
  } finally {
    stack.kill('scheduler', 'SIGCONT');
  }
  return performance.now() - startedAt;
}

async function emptyOrMissing(folder: string): Promise<void> {
  if (existsSync(folder)) await emptyFolder(folder);
}

/** Archives what is committed now. */
export function archiveNow(stack: Stack, { archive }: BackupPlaces): Promise<void> {
  return onServer(stack, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT pg_walfile_name(pg_switch_wal()) AS name',
    );
    const segment = join(archive, rows[0]?.name ?? '');
    await waitUntil(() => existsSync(segment), {
      timeoutMs: ARCHIVE_TIMEOUT_MS,
      what: `${segment} is archived`,
    });
  });
}

/**
 * Puts the backup in the place of what was lost. At its next start the server replays the archive to its end
 * before it accepts anyone.
 */
export async function putBack(stores: StorePlaces, places: BackupPlaces): Promise<void> {
  for (const folder of Object.values(stores)) await emptyFolder(folder);
  await copyFolder(places.database, stores.postgres);
  await copyFolder(places.scheduler, stores.scheduler);
  const settings = join(stores.postgres, 'postgresql.auto.conf');
  const lines = [
    `restore_command = 'cp "${places.archive}/%f" "%p"'`,
    "recovery_target_timeline = 'latest'",
    'hot_standby = off',
  ];
  await appendFile(settings, `${lines.join('\n')}\n`);
  const signal = join(stores.postgres, 'recovery.signal');
  await writeFile(signal, '');
  await keepOwner(settings, signal);
}
