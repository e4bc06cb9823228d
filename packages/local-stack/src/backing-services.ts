import { join } from 'node:path';
import { assertServer, databaseUrl, dropDatabases, ensureDatabases } from './databases.ts';
import type { AppDatabase } from './environment.ts';
import { migrateDatabase } from './migrations.ts';
import type { PortPlan } from './port-plan.ts';
import { preparePostgres, type WalArchive } from './postgres.ts';
import { during, type Progress } from './progress.ts';
import { assertRedis, emptyLogicalDb, flushLogicalDb, ownRedisUrl, redisSpec } from './redis.ts';
import { findRedisProgram } from './redis-program.ts';
import type { Secrets } from './secrets.ts';
import type { ProcessSpec, SupervisedProcess } from './supervisor.ts';

/** What is needed to start a service. */
export interface ServiceHost {
  dataDir: string;
  ports: PortPlan;
  secrets: Secrets;
  progress: Progress;
  run: (spec: ProcessSpec) => SupervisedProcess;
  logFile: (name: string) => string;
  /** Whether the stack must leave nothing behind on external servers (tests). */
  isolated: boolean;
  /** Where the stack's own PostgreSQL archives its log; undefined: nowhere. */
  archive: WalArchive | undefined;
  /** Registers work to do when the stack stops, after the last app has ended. */
  atStop: (work: () => Promise<unknown>) => void;
}

/** The databases of a stack, by app. */
export interface Databases {
  serverUrl: string;
  urls: Record<string, string>;
}

/** Starts PostgreSQL (its own, or uses DATABASE_URL) with a migrated database for each app. */
export async function startDatabases(
  host: ServiceHost,
  databases: AppDatabase[],
): Promise<Databases> {
  const { dataDir, ports, secrets, progress } = host;
  const external = process.env['DATABASE_URL'] || undefined;
  const serverUrl = await during(progress, 'PostgreSQL', async (step) => {
    if (external !== undefined) {
      await assertServer(external);
      return external;
    }
    step.note('(own, 18)');
    const prepared = preparePostgres({
      directory: join(dataDir, 'postgres'),
      port: ports.infra.postgres,
      password: secrets.databasePassword,
      logFile: host.logFile('postgres'),
      archive: host.archive,
    });
    // If the start fails elsewhere, a running initialisation must not continue in the background.
    host.atStop(() => prepared);
    const { spec, url } = await prepared;
    await host.run(spec).ready();
    return url;
  });
  const prefix = external !== undefined && host.isolated ? `test_${process.pid}_` : '';
  const names = databases.map(({ name }) => `${prefix}${name}`);
  if (prefix !== '') host.atStop(() => dropDatabases(serverUrl, names));
  await ensureDatabases(serverUrl, names);
  const urls = Object.fromEntries(
    databases.map(({ appId, name }) => [appId, databaseUrl(serverUrl, `${prefix}${name}`)]),
  );
  await during(
    progress,
    'migrations',
    async () => {
      const ran = await Promise.all(
        databases.map(({ appId, migrations }) =>
          migrateDatabase(migrations, urls[appId] as string),
        ),
      );
      return ran.reduce((sum, count) => sum + count, 0);
    },
    (count) => (count === 0 ? 'none pending' : `${count} ran`),
  );
  return { serverUrl, urls };
}

/** Starts Redis (its own, or uses REDIS_URL) and returns its URL. */
export async function startRedis(host: ServiceHost): Promise<string> {
  const { dataDir, ports, secrets, progress } = host;
  const external = process.env['REDIS_URL'] || undefined;
  return during(progress, 'Redis', async (step) => {
    if (external !== undefined) {
      await assertRedis(external);
      if (!host.isolated) return external;
      const url = await emptyLogicalDb(external);
      host.atStop(() => flushLogicalDb(url));
      return url;
    }
    const program = await findRedisProgram(step);
    const spec = redisSpec({
      program,
      directory: join(dataDir, 'redis'),
      port: ports.infra.redis,
      password: secrets.redisPassword,
      logFile: host.logFile('redis'),
    });
    await host.run(spec).ready();
    return ownRedisUrl(ports.infra.redis, secrets.redisPassword);
  });
}
