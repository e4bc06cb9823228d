import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import test from 'ava';
import pg from 'pg';

const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'packages', 'runtime', 'app', 'main.ts');

/** Runs the main of an app with arguments, and returns its exit code and what it wrote. */
async function main(app: string, args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: join(ROOT, 'apps', app),
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { code, out, error };
}

/** How often a server that comes up late ends a connection at once. */
const REFUSED = 2;

const ranOf = ({ out }: { out: string }) => Number(/"ran":(\d+)/.exec(out)?.[1]);

test.serial('processes that migrate at once run every migration once', async (t) => {
  const scratch = await scratchDatabase('catalog', { empty: true });
  t.teardown(scratch.drop);
  const environment = { DATABASE_URL: scratch.url };
  const migrations = readdirSync(join(ROOT, 'apps', 'catalog', 'src', 'migrations'));
  const all = await Promise.all([1, 2, 3].map(() => main('catalog', ['migrate'], environment)));
  t.deepEqual(
    all.map(({ code }) => code),
    [0, 0, 0],
  );
  t.deepEqual(all.map(ranOf).toSorted(), [0, 0, migrations.length]);
  const again = await main('catalog', ['migrate'], environment);
  t.deepEqual([again.code, ranOf(again)], [0, 0]);
});

test.serial('a database of a newer version is left as it is', async (t) => {
  const scratch = await scratchDatabase('catalog');
  t.teardown(scratch.drop);
  const client = new pg.Client({ connectionString: scratch.url });
  await client.connect();
  const newer = '29991231T2359-of-a-newer-version.ts';
  await client.query(
    'INSERT INTO knex_migrations (name, batch, migration_time) VALUES ($1, 99, now())',
    [newer],
  );
  const { code, error } = await main('catalog', ['migrate'], { DATABASE_URL: scratch.url });
  t.is(code, 1);
  t.true(error.includes(newer));
  const { rows } = await client.query('SELECT name FROM knex_migrations WHERE batch > 99');
  t.deepEqual(rows, []);
  await client.end();
});

test('a server that cannot be reached at first is waited for', async (t) => {
  const scratch = await scratchDatabase('catalog', { empty: true });
  t.teardown(scratch.drop);
  const url = new URL(scratch.url);
  // A server of tests has a socket in a folder.
  const folder = url.searchParams.get('host');
  const { hostname, port } = url;
  let connections = 0;
  const door = createServer((socket) => {
    connections += 1;
    if (connections <= REFUSED) return void socket.resetAndDestroy();
    const server = connect(
      folder ? { path: join(folder, `.s.PGSQL.${port}`) } : { host: hostname, port: Number(port) },
    );
    socket.pipe(server).pipe(socket);
    for (const end of [socket, server]) end.on('error', () => {});
  });
  t.teardown(() => door.close());
  await once(door.listen(0, '127.0.0.1'), 'listening');
  url.searchParams.delete('host');
  url.host = `127.0.0.1:${(door.address() as AddressInfo).port}`;
  const { code, out, error } = await main('catalog', ['migrate'], { DATABASE_URL: url.href });
  t.is(code, 0, error);
  t.true(ranOf({ out }) > 0);
  t.true(connections > REFUSED);
});

test('an app without a database has nothing to migrate', async (t) => {
  const { code, out } = await main('gateway', ['migrate']);
  t.is(code, 0);
  t.regex(out, /no database to migrate/);
});

test('a missing setting, a server that is not there and an unknown word are told', async (t) => {
  const unset = await main('catalog', ['migrate']);
  t.is(unset.code, 1);
  t.regex(unset.error, /DATABASE_URL is not set/);
  const absent = await main('catalog', ['migrate'], {
    DATABASE_URL: 'postgres://nobody:s3cret@127.0.0.1:9/catalog',
  });
  t.is(absent.code, 1);
  t.regex(absent.error, /the migrations in .* failed: .*ECONNREFUSED/);
  t.notRegex(absent.error, /s3cret/);
  const unknown = await main('catalog', ['migrated']);
  t.is(unknown.code, 2);
  t.regex(unknown.error, /unknown arguments: migrated/);
});
