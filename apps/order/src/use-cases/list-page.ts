import { instantOf } from '@commerce/contracts/instant';
import { DEFAULT_PAGE } from '@commerce/contracts/order/list-api';
import { type CompiledSchema } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Static, TSchema } from 'typebox';

/** One page of a list. The last one has no cursor. */
export interface Page<Row> {
  items: Row[];
  nextCursor?: string;
}

/**
 * Reads one page: `read` gets the number of rows to read, one more than the page has, which tells
 * whether another page follows. The next one begins after the position of the last row.
 */
export async function readPage<Row>(
  limit: string | undefined,
  {
    read,
    positionOf,
  }: { read: (limit: number) => Promise<Row[]>; positionOf: (row: Row) => readonly string[] },
): Promise<Page<Row>> {
  const size = limit === undefined ? DEFAULT_PAGE : Number(limit);
  const rows = await read(size + 1);
  const items = rows.slice(0, size);
  const last = items.at(-1);
  if (rows.length <= size || last === undefined) return { items };
  const nextCursor = Buffer.from(JSON.stringify(positionOf(last))).toString('base64url');
  return { items, nextCursor };
}

/**
 * The position in a cursor, whose first part is an instant; undefined without a cursor. Rejects with
 * invalid-request for a cursor that this list did not make.
 */
export function positionIn<T extends TSchema, Position>(
  cursor: string | undefined,
  { validator }: CompiledSchema<T>,
  positionOf: (parts: Static<T>) => Position,
): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (validator.Check(parts)) {
      const [text, ...rest] = parts as [string, ...string[]];
      const instant = instantOf(text);
      if (instant !== undefined) {
        return positionOf([new Date(instant).toISOString(), ...rest] as Static<T>);
      }
    }
  } catch {
    // Not JSON: the same answer as for any other cursor that was not made here.
  }
  throw httpProblem('invalid-request', 'The cursor was not made by this list.', {
    errors: [{ pointer: '/cursor', detail: 'is not a cursor of this list' }],
  });
}
