import { join } from 'node:path';
import { migrateFolder } from 'dapr-actor-runtime/migrations';
import { SetupError } from './errors.ts';

/**
 * Migrates a database to the newest migration in a folder and returns how many ran. Throws SetupError.
 */
export async function migrateDatabase(folder: string, url: string): Promise<number> {
  try {
    return await migrateFolder(folder, url);
  } catch (cause) {
    throw new SetupError({
      what: 'a database cannot be migrated',
      why: (cause as Error).message,
      next: 'correct the migration, or run npm run reset if the data are of an older version',
      cause,
    });
  }
}

/** Runs the migrations of one app (`apps/<app>/src/migrations`), if it has any. */
export function migrate(root: string, app: string, url: string): Promise<number> {
  return migrateDatabase(join(root, 'apps', app, 'src', 'migrations'), url);
}
