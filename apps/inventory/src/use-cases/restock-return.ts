import type {
  RestockRequest,
  RestockResult,
} from '@commerce/contracts/inventory/reservation-actor';
import { problem } from '@commerce/platform/problem';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { StockDeps } from '../deps.ts';
import { planReturn } from '../domain/return-plan.ts';
import { findRestock } from '../store/reservation-commands.ts';
import { changeReservation } from './change-reservation.ts';
import { requireLocations } from './require-locations.ts';

/** The command id of a return. */
export function returnCommand(returnId: string): string {
  return `return:${returnId}`;
}

/**
 * Takes dispatched units of an order back, once per return: sellable ones are available again, others
 * are in quarantine or scrapped.
 */
export async function restockReturn(
  deps: StockDeps,
  {
    returnId,
    lines,
    location,
    ...returned
  }: RestockRequest & { orderId: string; correlationId: string },
): Promise<RestockResult> {
  const { orderId } = returned;
  const named = [location, ...lines.map((line) => line.location)].filter(
    (one) => one !== undefined,
  );
  const declared = await requireLocations(deps.database, named);
  const placed = lines.map((line) => {
    const to = line.location ?? location;
    return { ...line, location: to && declared.get(to) };
  });
  const command = {
    ...returned,
    commandId: returnCommand(returnId),
    request: { kind: 'return', lines, location: location ?? null },
  };
  const result = await changeReservation(
    deps,
    command,
    (reserved, cause) => planReturn(reserved, placed, cause),
    async (trx) => {
      const { withdrawn } = await findRestock(trx, command);
      return withdrawn && { ok: false, code: 'return-withdrawn' };
    },
  );
  if (result.ok) return { status: 'committed', restocked: result.answer.moved };
  switch (result.code) {
    case 'reservation-not-found':
      throw problem(result.code, `Nothing is held for ${orderId}.`);
    case 'reservation-not-committed':
      throw problem(result.code, `The units of ${orderId} are only held.`);
    case 'return-withdrawn':
      throw problem(result.code, 'The return was given up; its units went back to the customer.');
    case 'idempotency-key-reused':
      throw httpProblem(result.code, 'This return id was used for another request.');
    case 'units-not-shipped':
    case 'exceeds-reservation': {
      const [first] = result.lines;
      const detail = `${orderId} has ${first?.available} units of ${first?.sku} to give back.`;
      throw problem(result.code, detail, { lines: result.lines });
    }
    case 'out-of-stock':
    case 'extension-withdrawn':
    case 'reservation-closed':
    case 'insufficient-stock':
      // A return takes nothing out of the stock and needs no open reservation.
      throw new Error(`the return ${returnId} of ${orderId} was refused: ${result.code}`);
  }
}
