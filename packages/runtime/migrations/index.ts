import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import knexModule from 'knex';
import pg from 'pg';

/** Longest wait for a connection to the database server, ms. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Time between two tries to connect, ms. */
const CONNECT_AGAIN_MS = 500;
/** What a server answers that is about to be there, or a network that does not know this process yet. */
const NOT_YET = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EAI_AGAIN'],
  '57P03', // cannot_connect_now: PostgreSQL starts or stops
]);
/** Longest wait for another process that migrates the same database, ms. */
const LOCK_TIMEOUT_MS = 5 * 60_000;
/** The advisory lock of a migration, an arbitrary number; such locks are of one database. */
const LOCK = 781_263_114;

interface Migration {
  up(knex: knexModule.Knex): Promise<unknown>;
  down(knex: knexModule.Knex): Promise<unknown>;
}

/** A database that could not be migrated; the message says which folder and why. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** A knex migration source that imports TypeScript files in the order of their names. */
function migrationSource(folder: string) {
  return {
    getMigrations: async () =>
      existsSync(folder)
        ? readdirSync(folder)
            .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
            .sort()
        : [],
    getMigrationName: (file: string) => file,
    getMigration: async (file: string) =>
      (await import(pathToFileURL(join(folder, file)).href)) as Migration,
  };
}

/** Connects to a database, again and again for a time in ms if its server cannot be reached yet. */
async function connect(url: string, waitMs: number): Promise<pg.Client> {
  const end = performance.now() + waitMs;
  for (;;) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    // A lost connection makes the next statement fail.
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!NOT_YET.has(code) || performance.now() > end) throw error;
      await pause(CONNECT_AGAIN_MS);
    }
  }
}

async function runMigrations(folder: string, url: string, connection: pg.Client): Promise<number> {
  const knex = knexModule({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  const config = { migrationSource: migrationSource(folder) };
  try {
    await connection.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await connection.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await knex.migrate.forceFreeMigrationsLock(config);
    const [, ran] = (await knex.migrate.latest(config)) as [number, string[]];
    return ran.length;
  } finally {
    await knex.destroy();
    await connection.end();
  }
}

/**
 * Migrates a database to the newest migration in a folder, and returns how many ran. Each migration is a
 * transaction. A process that comes while another one migrates waits for it, at most 5 minutes. An
 * advisory lock excludes the others and ends with this connection, so a row in the lock table of knex can
 * only be what a killed process has left, and is released. `waitMs`: how long a server is waited for that
 * cannot be reached yet. Rejects with MigrationError, also if the database has migrations that the folder
 * lacks: then it belongs to a newer version.
 */
export async function migrateFolder(
  folder: string,
  url: string,
  { waitMs = 0 }: { waitMs?: number } = {},
): Promise<number> {
  try {
    return await runMigrations(folder, url, await connect(url, waitMs));
  } catch (cause) {
    const { message, code } = cause as NodeJS.ErrnoException;
    // A refused connection to a name with two addresses has no message.
    const why = message || code || String(cause);
    throw new MigrationError(`the migrations in ${folder} failed: ${why}`, { cause });
  }
}
