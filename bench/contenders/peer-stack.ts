import { join } from 'node:path';
import { silentProgress, type Stack } from '@commerce/local-stack';
import pg from 'pg';
import { startBenchStack } from '../bench-stack.ts';
import { oneRow } from '../one-row.ts';
import { stackProcesses } from '../processes.ts';
import { type ChildProgram, type ChildSpec, startChild } from './child-process.ts';
import {
  type ContenderProcess,
  LINES_PER_ORDER,
  PRODUCTS,
  type RowCount,
  STOCK_PER_PRODUCT,
} from './contender.ts';
import { ORDER_TABLES } from './order-tables.ts';

/** The services of the stack that a peer can use besides PostgreSQL. */
type Service = 'redis' | 'placement' | 'scheduler';

/** The services of a peer, and its own programs. */
export interface PeerStack {
  stack: Stack;
  /** Creates a database with the tables of the orders and the products in stock. */
  databaseUrl: string;
  skus: string[];
  /** A port that no other process gets. */
  nextPort: () => number;
  createDatabase: (name: string) => Promise<string>;
  run: (spec: Omit<ChildSpec, 'logFile'>) => Promise<ChildProgram>;
  processes: () => ContenderProcess[];
  stop: () => Promise<void>;
}

/**
 * The same PostgreSQL with the same settings as this platform's, and only those other services that
 * the peer needs. The peer's programs are started as part of the stack and stop with it.
 */
export async function startPeerStack(dataDir: string, needs: Service[] = []): Promise<PeerStack> {
  const stack = await startBenchStack({
    dataDir,
    progress: silentProgress,
    apps: [],
    insecure: true, // a peer's sidecars have no part in this platform's trust
  });
  const programs: ChildProgram[] = [];
  const stop = async () => {
    for (const program of programs.toReversed()) await program.stop();
    await stack.stop();
  };
  try {
    const needed = new Set<string>(['postgres', ...needs]);
    const others = stack.processes.filter(({ name }) => !needed.has(name));
    await Promise.all(others.map((one) => one.stop()));
    const createDatabase = (name: string) => createIn(stack.databaseServerUrl, name);
    const databaseUrl = await createDatabase('work');
    const skus = await prepareTables(databaseUrl);
    // No app of the stack is running, so the peer gets the ports of the apps.
    const ports = Object.values(stack.ports.apps).flatMap((own) => Object.values(own) as number[]);
    return {
      ...{ stack, databaseUrl, skus, createDatabase, stop },
      nextPort: () => ports.shift() as number,
      async run(spec) {
        const program = await startChild({
          ...spec,
          logFile: join(dataDir, 'logs', `${spec.name}.log`),
        });
        programs.push(program);
        return program;
      },
      processes: () => [...stackProcesses(stack), ...programs],
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createIn(serverUrl: string, name: string): Promise<string> {
  await execute(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function prepareTables(url: string): Promise<string[]> {
  const skus = Array.from({ length: PRODUCTS }, (_, n) => `BENCH-${n}`);
  await execute(url, ORDER_TABLES);
  await execute(url, 'INSERT INTO stock (sku, on_hand) SELECT unnest($1::text[]), $2', [
    skus,
    STOCK_PER_PRODUCT,
  ]);
  return skus;
}

async function execute(url: string, text: string, values?: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}

/** The expected row counts of a number of orders. */
export async function countWork(url: string, orders: number): Promise<RowCount[]> {
  const found = await oneRow(
    url,
    `SELECT (SELECT count(*) FROM order_events WHERE type = 'OrderPlaced') AS placed,
       (SELECT count(*) FROM order_events WHERE type = 'OrderConfirmed') AS confirmed,
       (SELECT count(*) FROM reservations) AS holds,
       (SELECT count(*) FROM authorizations) AS authorizations,
       (SELECT count(*) FROM inbox WHERE consumer = 'summary') AS summary,
       (SELECT count(*) FROM inbox WHERE consumer = 'fulfilment') AS fulfilment,
       (SELECT sum(held) FROM stock) AS held`,
  );
  const row = (what: string, name: string, expected: number): RowCount => {
    return { what, found: found[name] ?? Number.NaN, expected };
  };
  return [
    row('events placed', 'placed', orders),
    row('events confirmed', 'confirmed', orders),
    row('holds', 'holds', orders),
    row('units held', 'held', orders * LINES_PER_ORDER),
    row('authorizations', 'authorizations', orders),
    row('inbox of the summary', 'summary', orders * 2),
    row('inbox of fulfilment', 'fulfilment', orders * 2),
  ];
}
