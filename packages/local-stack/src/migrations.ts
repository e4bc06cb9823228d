import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import knexModule from 'knex';
import pg from 'pg';
import { SetupError } from './errors.ts';

// A namespace of advisory locks for this project, chosen at random once.
const LOCK_NAMESPACE = 781_263_114;

interface Migration {
  up(knex: knexModule.Knex): Promise<unknown>;
  down(knex: knexModule.Knex): Promise<unknown>;
}

/** Migration files as knex wants them, imported as TypeScript, in the order of their names. */
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
 * Brings a database to the newest migration of a folder; the number of migrations that it ran.
 * An advisory lock of the server keeps others out and ends with this connection, so knex's own
 * lock row can only be the leftover of a process that was killed, and is freed.
 */
export async function migrateFolder(directory: string, url: string): Promise<number> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  const knex = knexModule({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  const migrationConfig = { migrationSource: migrationSource(directory) };
  try {
    const key = createHash('sha256').update(directory).digest().readInt32BE(0);
    await guard.query('select pg_advisory_lock($1, $2)', [LOCK_NAMESPACE, key]);
    await knex.migrate.forceFreeMigrationsLock(migrationConfig);
    const [, ran] = (await knex.migrate.latest(migrationConfig)) as [number, string[]];
    return ran.length;
  } catch (cause) {
    throw new SetupError({
      what: `the migrations in ${directory} do not run`,
      why: (cause as Error).message,
      next: 'correct the migration, or run npm run reset when the data are of an older version',
      cause,
    });
  } finally {
    await knex.destroy();
    await guard.end();
  }
}

/** Runs the migrations of one app (`apps/<app>/src/migrations`), if it has any. */
export function migrate(root: string, app: string, url: string): Promise<number> {
  return migrateFolder(join(root, 'apps', app, 'src', 'migrations'), url);
}
