import pg from 'pg';

/** The databases that the verification reads, each with one app's tables. */
export type DatabaseName = 'order' | 'inventory' | 'payment' | 'catalog';
export type DatabaseUrls = Record<DatabaseName, string>;
export type Databases = Record<DatabaseName, pg.Pool> & { close: () => Promise<void> };

const CONNECTIONS_PER_DATABASE = 2;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: CONNECTIONS_PER_DATABASE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  // An idle connection that breaks is replaced at the next query, which reports what is wrong.
  pool.on('error', () => {});
  return pool;
}

/** Opens the databases for reading; nothing connects before the first query. */
export function openDatabases(urls: DatabaseUrls): Databases {
  const pools = {
    order: openPool(urls.order),
    inventory: openPool(urls.inventory),
    payment: openPool(urls.payment),
    catalog: openPool(urls.catalog),
  };
  return {
    ...pools,
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}
