import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type { HoldResult, Units } from '@commerce/contracts/inventory/reservation-actor';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { StockDeps } from '../deps.ts';
import { mergeLines } from '../domain/allocation.ts';
import { planExtension, type Offered } from '../domain/extension-plan.ts';
import { planRelease } from '../domain/release-plan.ts';
import { lockAvailableStock, sumBackorders } from '../store/backorders.ts';
import { findExtension, withdrawalOf } from '../store/reservation-commands.ts';
import { changeReservation, type ReservationAnswer } from './change-reservation.ts';

interface Edit {
  orderId: string;
  editId: string;
  correlationId: string;
}

/**
 * Holds the units that an edit adds to an order, once per edit, under the locks of its reservation and of the
 * stock. Answers `closed` if the reservation has ended, or if the edit was withdrawn before.
 */
export async function extendReservation(
  deps: StockDeps,
  { editId, lines, policy, ...order }: Edit & { lines: readonly Units[]; policy: FulfilmentPolicy },
): Promise<HoldResult> {
  const merged = mergeLines(lines);
  const skus = merged.map(({ sku }) => sku);
  const commandId = extensionCommand(editId);
  const command = { ...order, commandId, request: { kind: 'extend', lines: merged, policy } };
  let offered: Offered = { stock: [], backordered: [] };
  const result = await changeReservation(
    deps,
    command,
    (reserved, cause) =>
      planExtension(
        reserved,
        { lines: merged, policy },
        { offered, allocate: deps.allocate, cause },
      ),
    async (trx) => {
      const { isWithdrawn } = await findExtension(trx, command);
      if (isWithdrawn) return { ok: false, code: 'extension-withdrawn' };
      const stock = await lockAvailableStock(trx, skus);
      offered = { stock, backordered: await sumBackorders(trx, skus) };
      return undefined;
    },
  );
  return answerOf(result, editId);
}

/**
 * Releases what an edit that was not booked has added, once. One that never held units holds none from now on.
 */
export function withdrawExtension(
  deps: StockDeps,
  { editId, ...order }: Edit & { eventId: string },
): Promise<ReservationAnswer> {
  const extension = { orderId: order.orderId, commandId: extensionCommand(editId) };
  const commandId = withdrawalOf(extension.commandId);
  const command = { ...order, commandId, request: { kind: 'withdraw', editId } };
  let units: Units[] = [];
  return changeReservation(
    deps,
    command,
    (reserved, cause) =>
      units.length > 0
        ? planRelease(reserved, units, cause)
        : { ok: true, after: reserved, cancelledBackorders: [], moved: [], movements: [] },
    async (trx) => {
      units = mergeLines((await findExtension(trx, extension)).units);
      return undefined;
    },
  );
}

/** The command id of an edit that adds units. */
function extensionCommand(editId: string): string {
  return `extend:${editId}`;
}

function answerOf(result: ReservationAnswer, editId: string): HoldResult {
  if (result.ok) {
    const { moved: allocations, queued } = result.answer;
    return { outcome: 'held', allocations, ...(queued && { waiting: queued }) };
  }
  switch (result.code) {
    case 'out-of-stock':
      return { outcome: 'short', lines: result.lines };
    case 'reservation-not-found':
    case 'reservation-closed':
    case 'extension-withdrawn':
      return { outcome: 'closed' };
    case 'idempotency-key-reused':
      throw httpProblem(result.code, 'This edit was used for another request.');
    case 'exceeds-reservation':
    case 'units-not-shipped':
    case 'reservation-not-committed':
    case 'return-withdrawn':
    case 'insufficient-stock':
      throw new Error(`the edit ${editId} was refused: ${result.code}`);
  }
}
