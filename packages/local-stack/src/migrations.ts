import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import knexModule from 'knex';
import pg from 'pg';
import { SetupError } from './errors.ts';

// The namespace of this project's advisory locks, an arbitrary number.
const LOCK_NAMESPACE = 781_263_114;

interface Migration {
  up(knex: knexModule.Knex): Promise<unknown>;
  down(knex: knexModule.Knex): Promise<unknown>;
}

/** A knex migration source that imports TypeScript files in the order of their names. */
function migrationSource(directory: string) {
  return {
    getMigrations: async () =>
      existsSync(directory)
        ? readdirSync(directory)
            .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
            .sort()
        : [],
    getMigrationName: (file: string) => file,
    getMigration: async (file: string) =>
      (await import(pathToFileURL(join(directory, file)).href)) as Migration,
  };
}

/**
 * Migrates a database to the newest migration in a folder. Returns the number of migrations that
 * ran. An advisory lock excludes other processes and ends with this connection, so an existing knex
 * lock row can only be a leftover of a killed process, and is released.
 */
export async function migrateFolder(directory: string, url: string): Promise<number> {
  const lockConnection = new pg.Client({ connectionString: url });
  await lockConnection.connect();
  const knex = knexModule({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  const migrationConfig = { migrationSource: migrationSource(directory) };
  try {
    const key = createHash('sha256').update(directory).digest().readInt32BE(0);
    await lockConnection.query('select pg_advisory_lock($1, $2)', [LOCK_NAMESPACE, key]);
    await knex.migrate.forceFreeMigrationsLock(migrationConfig);
    const [, ran] = (await knex.migrate.latest(migrationConfig)) as [number, string[]];
    return ran.length;
  } catch (cause) {
    throw new SetupError({
      what: `the migrations in ${directory} failed`,
      why: (cause as Error).message,
      next: 'correct the migration, or run npm run reset if the data are of an older version',
      cause,
    });
  } finally {
    await knex.destroy();
    await lockConnection.end();
  }
}

/** Runs the migrations of one app (`apps/<app>/src/migrations`), if it has any. */
export function migrate(root: string, app: string, url: string): Promise<number> {
  return migrateFolder(join(root, 'apps', app, 'src', 'migrations'), url);
}
