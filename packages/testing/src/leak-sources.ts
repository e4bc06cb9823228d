import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis, type ChainableCommander } from 'ioredis';
import pg from 'pg';

/** One unit of the search: a line, a value of a row, an entry. */
export interface Piece {
  place: string;
  text: string;
}

/** Pieces that are searched together, which is cheaper. */
export type Pages = AsyncGenerator<Piece[]>;

/** Lines of a log, or keys, in a page. */
const PAGE_PIECES = 500;
/** Rows of a table, or entries of a stream, in a page: an event may have 1 MiB. */
const PAGE_ROWS = 100;

/** Every line of every file in a folder, including rotated logs. A missing folder has no lines. */
export async function* linesOf(folder: string, name: string): Pages {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  for (const file of files) {
    let page: Piece[] = [];
    let number = 0;
    const input = createReadStream(join(folder, file), 'utf8');
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number += 1;
      page.push({ place: `${name}/${file}:${number}`, text });
      if (page.length < PAGE_PIECES) continue;
      yield page;
      page = [];
    }
    yield page;
  }
}

const COLUMNS = `
  SELECT n.nspname AS schema, c.relname AS table,
         json_agg(json_build_object('name', a.attname, 'type', t.typname) ORDER BY a.attnum)
           AS columns
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'information_schema'
    AND n.nspname NOT LIKE 'pg\\_%'
  GROUP BY 1, 2 ORDER BY 1, 2`;

interface Table {
  schema: string;
  table: string;
  columns: { name: string; type: string }[];
}

/** Every value of every row of every table of a database, from one snapshot. */
export async function* rowsOf(url: string, name: string): Pages {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    for (const table of (await client.query<Table>(COLUMNS)).rows) {
      yield* rowsOfTable(client, table, name);
    }
  } finally {
    await client.end();
  }
}

// Columns are written like JSON fields, so that patterns can use the column's name.
async function* rowsOfTable(client: pg.Client, table: Table, name: string): Pages {
  const { columns } = table;
  const values = columns.map(({ name: column, type }) => {
    const quoted = pg.escapeIdentifier(column);
    // Most bytea values are JSON; as ::text they would be hexadecimal.
    return type === 'bytea' ? `encode(${quoted}, 'escape')` : `${quoted}::text`;
  });
  const from = `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.table)}`;
  await client.query({
    text: `DECLARE leaks NO SCROLL CURSOR FOR SELECT ctid::text, ${values.join(', ')} FROM ${from}`,
  });
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `FETCH ${PAGE_ROWS} FROM leaks`,
      rowMode: 'array',
    });
    if (rows.length === 0) break;
    yield rows.flatMap(([ctid, ...texts]) =>
      columns.map((column, index) => ({
        place: `${name}.${table.table}.${column.name} ${ctid}`,
        text: `"${column.name}": ${quotedOrPlain(texts[index])}`,
      })),
    );
  }
  await client.query('CLOSE leaks');
}

function quotedOrPlain(value: string | null | undefined): string {
  if (value === null || value === undefined) return 'null';
  return /^[[{]/.test(value) ? value : `"${value}"`;
}

/** Every key of a Redis database with its whole value. */
export async function* entriesOf(url: string, name: string): Pages {
  const redis = new Redis(url);
  try {
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'COUNT', PAGE_PIECES);
      cursor = next;
      const types = await run(redis, keys, (pipeline, key) => pipeline.type(key));
      for (const [index, key] of keys.entries()) {
        yield* entriesOfKey(redis, key, String(types[index]), name);
      }
    } while (cursor !== '0');
  } finally {
    redis.disconnect();
  }
}

async function run(
  redis: Redis,
  keys: string[],
  ask: (pipeline: ChainableCommander, key: string) => unknown,
): Promise<unknown[]> {
  const pipeline = redis.pipeline();
  for (const key of keys) ask(pipeline, key);
  return ((await pipeline.exec()) ?? []).map(([error, answer]) => {
    if (error !== null) throw error;
    return answer;
  });
}

async function* entriesOfKey(redis: Redis, key: string, type: string, name: string): Pages {
  const place = `${name} ${key}`;
  const one = (text: string, entry = '') => ({ place: `${place}${entry}`, text });
  yield [one(key)];
  if (type === 'string') yield [one((await redis.get(key)) ?? '')];
  else if (type === 'stream') yield* entriesOfStream(redis, key, one);
  else if (type === 'list') yield* valuesOfList(redis, key, one);
  else if (type === 'hash' || type === 'set' || type === 'zset') {
    const scan = { hash: redis.hscan, set: redis.sscan, zset: redis.zscan }[type];
    let cursor = '0';
    do {
      const [next, values] = await scan.call(redis, key, cursor);
      cursor = next;
      yield type === 'hash' ? fields(values).map((text) => one(text)) : values.map((v) => one(v));
    } while (cursor !== '0');
  } else if (type !== 'none') throw new Error(`${place} is a ${type}, which the scan cannot read`);
}

type MakePiece = (text: string, entry?: string) => Piece;

async function* entriesOfStream(redis: Redis, key: string, one: MakePiece): Pages {
  for (let from = '-'; ;) {
    const entries = await redis.xrange(key, from, '+', 'COUNT', PAGE_ROWS);
    if (entries.length === 0) return;
    yield entries.map(([id, values]) => one(fields(values).join('\n'), ` ${id}`));
    from = `(${entries.at(-1)?.[0]}`;
  }
}

async function* valuesOfList(redis: Redis, key: string, one: MakePiece): Pages {
  for (let from = 0; ; from += PAGE_ROWS) {
    const values = await redis.lrange(key, from, from + PAGE_ROWS - 1);
    if (values.length === 0) return;
    yield values.map((value) => one(value));
  }
}

function fields(values: string[]): string[] {
  return values.flatMap((name, index) =>
    index % 2 === 0 ? [`"${name}": ${quotedOrPlain(values[index + 1])}`] : [],
  );
}
