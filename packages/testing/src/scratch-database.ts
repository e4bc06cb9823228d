import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { migrate } from '@commerce/local-stack';
import pg from 'pg';
import { connectStack } from './stack.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** A database for one test file: empty tables, no other users. */
export interface ScratchDatabase {
  url: string;
  /** Drops the database and closes all connections to it. */
  drop: () => Promise<void>;
}

/**
 * Creates a database with a unique name on the running test stack's PostgreSQL server and migrates
 * it to the app's newest version, unless it is to stay empty. The caller must drop it.
 */
export async function scratchDatabase(
  app: string,
  { empty = false }: { empty?: boolean } = {},
): Promise<ScratchDatabase> {
  const { databaseServerUrl: serverUrl } = connectStack();
  const name = `scratch_${app.replaceAll('-', '_')}_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const drop = () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  try {
    if (!empty) await migrate(REPOSITORY, app, url.href);
  } catch (error) {
    await drop();
    throw error;
  }
  return { url: url.href, drop };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
