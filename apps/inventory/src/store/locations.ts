import type { DeclaredLocation, DeclareLocation } from '@commerce/contracts/inventory/stock-api';
import type { Queryable } from 'dapr-actor-runtime/postgres';

// Two locations from before they were declared may differ in letter case only: the key of one of them
// is its exact id. All other keys are in lower case, and all new ones are.

/** A row as the API answers it; the table is qualified, because inserts have other columns in scope. */
const DECLARED = `json_strip_nulls(json_build_object('location', locations.location,
  'name', locations.name, 'priority', locations.priority, 'country', locations.country))`;

/** The declared locations with these ids, by the spelling that was asked for. */
export async function findLocations(
  db: Queryable,
  asked: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ asked: string; location: string }>({
    name: 'locations-find',
    text: `SELECT DISTINCT ON (asked) asked, location
           FROM unnest($1::text[]) AS asked JOIN locations ON key IN (asked, lower(asked))
           ORDER BY asked, key = asked DESC`,
    values: [asked],
  });
  return new Map(rows.map((row) => [row.asked, row.location]));
}

/** The declared location with this id, in its own spelling; as asked for if there is none. */
export async function findLocation(db: Queryable, asked: string): Promise<string> {
  return (await findLocations(db, [asked])).get(asked) ?? asked;
}

/** All locations, in the order in which units are taken from them. */
export async function listLocations(db: Queryable): Promise<DeclaredLocation[]> {
  const { rows } = await db.query<{ row: DeclaredLocation }>(
    `SELECT ${DECLARED} AS row FROM locations ORDER BY priority, location`,
  );
  return rows.map(({ row }) => row);
}

/**
 * Declares a location, or replaces what was declared of the one with this id; its spelling stays.
 * Without a name, the location has its id as its name. In two statements, because ON CONFLICT DO UPDATE
 * covers one of the two unique indexes, and requests at the same time may meet in the other one.
 */
export async function writeLocation(
  db: Queryable,
  { location, name, priority, country }: DeclareLocation & { location: string; priority: number },
): Promise<DeclaredLocation> {
  await db.query(
    `INSERT INTO locations (location, key, name, priority)
     SELECT $1::text, lower($1), $1, $2::int
     WHERE NOT EXISTS (SELECT FROM locations WHERE key IN ($1, lower($1)))
     ON CONFLICT DO NOTHING`,
    [location, priority],
  );
  const { rows } = await db.query<{ row: DeclaredLocation }>(
    `UPDATE locations SET name = coalesce($2, location), priority = $3, country = $4
     WHERE key = (SELECT key FROM locations WHERE key IN ($1, lower($1))
                  ORDER BY key = $1 DESC LIMIT 1)
     RETURNING ${DECLARED} AS row`,
    [location, name ?? null, priority, country ?? null],
  );
  return (rows[0] as { row: DeclaredLocation }).row;
}
