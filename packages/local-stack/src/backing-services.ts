import { join } from 'node:path';
import { assertServer, databaseUrl, dropDatabases, ensureDatabases } from './databases.ts';
import { migrate } from './migrations.ts';
import type { PortPlan } from './port-plan.ts';
import { ownPostgresUrl, preparePostgres } from './postgres.ts';
import { during, type Progress } from './progress.ts';
import { assertRedis, emptyLogicalDb, flushLogicalDb, ownRedisUrl, redisSpec } from './redis.ts';
import { findRedisProgram } from './redis-program.ts';
import type { Secrets } from './secrets.ts';
import type { ProcessSpec, SupervisedProcess } from './supervisor.ts';

/** What the stack needs of the machine to bring up a service. */
export interface ServiceHost {
  root: string;
  dataDir: string;
  ports: PortPlan;
  secrets: Secrets;
  progress: Progress;
  run: (spec: ProcessSpec) => SupervisedProcess;
  logFile: (name: string) => string;
  /** Whether the stack must leave nothing behind on servers that are not its own (tests). */
  isolated: boolean;
}

/** The databases of a stack, by app, and how to take them away again. */
export interface Databases {
  serverUrl: string;
  urls: Record<string, string>;
  clear: () => Promise<void>;
}

const nothing = async () => {};

/** Brings up PostgreSQL (its own, or DATABASE_URL) with a migrated database for each app. */
export async function startDatabases(
  host: ServiceHost,
  databases: Record<string, string>,
): Promise<Databases> {
  const { root, dataDir, ports, secrets, progress } = host;
  const external = process.env['DATABASE_URL'] || undefined;
  const serverUrl = external ?? ownPostgresUrl(ports.infra.postgres, secrets.databasePassword);
  await during(progress, 'PostgreSQL', async (step) => {
    if (external !== undefined) return assertServer(external);
    step.note('(own, 18)');
    const spec = await preparePostgres({
      directory: join(dataDir, 'postgres'),
      port: ports.infra.postgres,
      password: secrets.databasePassword,
      logFile: host.logFile('postgres'),
    });
    return host.run(spec).ready();
  });
  const prefix = external !== undefined && host.isolated ? `test_${process.pid}_` : '';
  const names = Object.entries(databases).map(([app, name]) => [app, `${prefix}${name}`] as const);
  await ensureDatabases(
    serverUrl,
    names.map(([, name]) => name),
  );
  const urls = Object.fromEntries(names.map(([app, name]) => [app, databaseUrl(serverUrl, name)]));
  await during(
    progress,
    'migrations',
    async () => {
      const ran = await Promise.all(
        Object.entries(urls).map(([app, url]) => migrate(root, app, url)),
      );
      return ran.reduce((sum, count) => sum + count, 0);
    },
    (count) => (count === 0 ? 'all were there' : `${count} ran`),
  );
  const clear = () =>
    dropDatabases(
      serverUrl,
      names.map(([, name]) => name),
    );
  return { serverUrl, urls, clear: prefix === '' ? nothing : clear };
}

/** Brings up Redis: its own, or REDIS_URL. */
export async function startRedis(
  host: ServiceHost,
): Promise<{ url: string; clear: () => Promise<void> }> {
  const { dataDir, ports, secrets, progress } = host;
  const external = process.env['REDIS_URL'] || undefined;
  return during(progress, 'Redis', async (step) => {
    if (external !== undefined) {
      await assertRedis(external);
      if (!host.isolated) return { url: external, clear: nothing };
      const url = await emptyLogicalDb(external);
      return { url, clear: () => flushLogicalDb(url) };
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
    return { url: ownRedisUrl(ports.infra.redis, secrets.redisPassword), clear: nothing };
  });
}
