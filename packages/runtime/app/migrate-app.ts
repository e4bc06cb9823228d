import { join } from 'node:path';
import { readConfig } from '../config/index.ts';
import { migrateFolder } from '../migrations/index.ts';
import { createLogger } from '../telemetry/index.ts';
import type { App } from './declaration.ts';
import { commonSettings, databaseSettings } from './settings.ts';

/**
 * Longest wait for the server of the database, ms. A network plug-in lets a new pod through only some time after
 * its start.
 */
const SERVER_WAIT_MS = 15_000;

/**
 * Migrates the database of an app to the newest file in `src/migrations` of its folder. An app without a
 * database has nothing to do. Rejects with ConfigError or MigrationError.
 */
export async function migrateApp<D>(
  app: Pick<App<D>, 'name' | 'uses'>,
  folder: string,
  environment: Record<string, string | undefined>,
): Promise<void> {
  const { logLevel } = readConfig({ logLevel: commonSettings.logLevel }, environment);
  const log = createLogger({ service: app.name, level: logLevel });
  if (!app.uses.includes('database')) {
    log.info('the app has no database to migrate');
    return;
  }
  const { databaseUrl } = readConfig(databaseSettings, environment);
  const ran = await migrateFolder(join(folder, 'src', 'migrations'), databaseUrl, {
    waitMs: SERVER_WAIT_MS,
  });
  log.info({ ran }, 'the database is migrated');
}
