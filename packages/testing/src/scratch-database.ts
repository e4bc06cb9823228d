import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { migrate } from '@commerce/local-stack';
import pg from 'pg';
import { connectStack } from './stack.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** A database of one test file: empty tables, nobody else in it. */
export interface ScratchDatabase {
  url: string;
  /** Drops the database with whatever is still connected to it. */
  drop: () => Promise<void>;
}

/**
 * Makes a database with a name of its own on the running test stack's PostgreSQL server and brings
 * it to the app's newest migration. Whoever asks for it drops it.
 */
export async function scratchDatabase(app: string): Promise<ScratchDatabase> {
  const { databaseServerUrl: serverUrl } = connectStack();
  const name = `scratch_${app}_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const drop = () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  try {
    await migrate(REPOSITORY, app, url.href);
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
