import type { ReservationMethods } from '@commerce/contracts/inventory/reservation-actor';
import type { Route } from '@commerce/runtime/http';
import type { InventoryDeps } from '../deps.ts';
import { holdReservation } from './hold-reservation.ts';
import { adjustStock, receiveStock, transferStock } from './stock-operations.ts';
import { getThreshold, putPriority, putThreshold } from './stock-settings.ts';
import { getStock, getStockHistory } from './stock.ts';

/** Every HTTP operation of the app. */
export function inventoryRoutes(
  deps: InventoryDeps & {
    /** Reservations whose turns run in this process. */
    reservationsHere: (orderId: string) => Pick<ReservationMethods, 'hold'>;
  },
): Route[] {
  return [
    receiveStock(deps), // POST /stock/:sku/receipts
    adjustStock(deps), // POST /stock/:sku/adjustments
    transferStock(deps), // POST /stock/:sku/transfers
    getStock(deps), // GET /stock/:sku
    getStockHistory(deps), // GET /stock/:sku/why
    getThreshold(deps), // GET /stock/:sku/threshold
    putThreshold(deps), // PUT /stock/:sku/threshold
    putPriority(deps), // PUT /locations/:location
    holdReservation(deps.reservationsHere), // PUT /reservations/:orderId/hold
  ];
}
