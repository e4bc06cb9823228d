import pg from 'pg';
import { SetupError } from './errors.ts';
import { connectionFault } from './postgres.ts';

/** The URL of another database on the same server. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Throws SetupError if the server of DATABASE_URL does not answer. */
export async function assertServer(url: string): Promise<void> {
  const masked = URL.canParse(url) ? new URL(url).host : '(not a URL)';
  const fault = URL.canParse(url) ? await connectionFault(url) : 'it must be postgres://…';
  if (fault === undefined) return;
  throw new SetupError({
    what: `the database server of DATABASE_URL cannot be reached at ${masked}`,
    why: fault,
    next: 'start that server or correct DATABASE_URL; unset it to let the launcher run its own',
  });
}

async function withServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Creates the missing databases. */
export async function ensureDatabases(serverUrl: string, names: string[]): Promise<void> {
  await withServer(serverUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
    const known = new Set(rows.map(({ datname }) => datname));
    for (const name of names.filter((one) => !known.has(one))) {
      try {
        await client.query(`create database ${client.escapeIdentifier(name)}`);
      } catch (cause) {
        throw new SetupError({
          what: `the database ${name} cannot be created`,
          why: (cause as Error).message,
          next: 'grant CREATEDB to the user of DATABASE_URL, or create the database by hand',
          cause,
        });
      }
    }
  });
}

/** Drops databases and closes their connections. */
export async function dropDatabases(serverUrl: string, names: string[]): Promise<void> {
  await withServer(serverUrl, async (client) => {
    for (const name of names) {
      await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
    }
  });
}
