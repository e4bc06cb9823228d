import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import type { HoldRequest, HoldResult } from '@commerce/contracts/inventory/reservation-actor';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';

/** Longest wait for a hold: one SQL transaction, which may queue behind others on a hot product. */
const HOLD_TIMEOUT_MS = 10_000;

/**
 * Holds the units of a new order in inventory, once per order: a repeat gets the same answer. Holds
 * that wait at the same time travel together. Rejects if there is no clear answer.
 */
export async function holdStock(
  sidecar: Sidecar,
  orderId: string,
  request: HoldRequest,
): Promise<HoldResult> {
  const { status, text } = await sidecar.invokeBatched(inventoryOperations.holdReservation, {
    method: 'PUT',
    path: `/reservations/${orderId}/hold`,
    body: JSON.stringify(request),
    timeoutMs: HOLD_TIMEOUT_MS,
  });
  if (status !== 200) throw new Error(`inventory answered ${status}: ${text}`);
  return JSON.parse(text) as HoldResult;
}
