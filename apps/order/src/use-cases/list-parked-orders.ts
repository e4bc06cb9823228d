import { OrderId } from '@commerce/contracts/order/order-id';
import type { ListParked, ParkedRow } from '@commerce/contracts/order/order-repair';
import { compileSchema } from 'dapr-actor-runtime/http';
import { type Static, Type } from 'typebox';
import type { OrderDeps } from '../deps.ts';
import { listParked, type StoredParked } from '../store/order-sagas.ts';
import { type Page, positionIn, readPage } from './list-page.ts';
import { showNote } from './show-events.ts';

type Deps = Pick<OrderDeps, 'database' | 'personal' | 'log'>;

/** The id of a return, refund or parcel, or empty for a cancellation or a refused capture. */
const SubjectId = Type.String({ pattern: '^\\w{0,64}$' });
const cursorParts = compileSchema(Type.Tuple([Type.String(), OrderId, SubjectId]));

/**
 * One page of the parked workflows, oldest first, with their earlier repairs. Rejects with
 * invalid-request for a wrong cursor.
 */
export async function listParkedOrders(
  deps: Deps,
  { cursor, limit }: Static<typeof ListParked>,
): Promise<Page<ParkedRow>> {
  const after = positionIn(cursor, cursorParts, ([since, orderId, subjectId]) => ({
    since,
    orderId,
    subjectId,
  }));
  const { items, ...rest } = await readPage(limit, {
    read: (count) => listParked(deps.database, { after, limit: count }),
    positionOf: (row) => [
      row.since,
      row.orderId,
      row.returnId ?? row.refundId ?? row.shipmentId ?? '',
    ],
  });
  return { items: await Promise.all(items.map((row) => withNotes(deps, row))), ...rest };
}

async function withNotes(
  deps: Deps,
  { customerId, repairs, ...row }: StoredParked,
): Promise<ParkedRow> {
  const owner = { orderId: row.orderId, customerId };
  const shown = repairs.map(async ({ personal, ...repair }) => {
    const note = personal && (await showNote(deps, owner, personal));
    return note === undefined ? repair : { ...repair, note };
  });
  return { ...row, repairs: await Promise.all(shown) };
}
