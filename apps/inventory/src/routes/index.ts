import type { ReservationMethods } from '@commerce/contracts/inventory/reservation-actor';
import type { Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import type { FreeUnits } from '../sweeps/free-units.ts';
import { adjustStock } from './adjust-stock.ts';
import { explainStock } from './explain-stock.ts';
import { holdReservation } from './hold-reservation.ts';
import { receiveStock } from './receive-stock.ts';
import { setLocationPriority } from './set-location-priority.ts';
import { setStockThreshold } from './set-stock-threshold.ts';
import { showStock } from './show-stock.ts';
import { showStockThreshold } from './show-stock-threshold.ts';
import { transferStock } from './transfer-stock.ts';

/** Every HTTP operation of the app. */
export function inventoryRoutes(deps: {
  database: Database;
  free: FreeUnits;
  /** Reservations whose turns run in this process. */
  reservationsHere: (orderId: string) => Pick<ReservationMethods, 'hold'>;
}): Route[] {
  const { database } = deps;
  return [
    receiveStock(deps), // POST /stock/:sku/receipts
    adjustStock(deps), // POST /stock/:sku/adjustments
    transferStock(deps), // POST /stock/:sku/transfers
    showStock(database), // GET /stock/:sku
    explainStock(database), // GET /stock/:sku/why
    showStockThreshold(database), // GET /stock/:sku/threshold
    setStockThreshold(database), // PUT /stock/:sku/threshold
    setLocationPriority(database), // PUT /locations/:location
    holdReservation(deps.reservationsHere), // PUT /reservations/:orderId/hold
  ];
}
