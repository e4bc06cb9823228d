import { catalogOperations } from '@commerce/contracts/catalog/operations';
import { PRODUCTS_TOPIC } from '@commerce/contracts/catalog/product-events';
import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { ORDERS_TOPIC } from '@commerce/contracts/order/order-events';
import { orderOperations } from '@commerce/contracts/order/operations';
import { defineApp } from '@commerce/platform/app';
import { reservationActor } from './actors/reservation-actor.ts';
import { inventorySettings } from './config.ts';
import type { InventoryDeps } from './deps.ts';
import { fewestPackages } from './domain/allocation.ts';
import {
  restockUnitsWhenShippedAnywaySettled,
  shipUnitsWhenOrderShippedAnyway,
} from './handlers/follow-parcels-that-left-anyway.ts';
import { knowProductWhenCreated } from './handlers/know-product-when-created.ts';
import { releaseUnitsWhenLinesCancelled } from './handlers/release-units-when-lines-cancelled.ts';
import { settleReservationWhenOrderEnds } from './handlers/settle-reservation-when-order-ends.ts';
import { shipUnitsWhenOrderShipped } from './handlers/ship-units-when-order-shipped.ts';
import { withdrawExtensionWhenEditDeclined } from './handlers/withdraw-extension-when-edit-declined.ts';
import { locationRoutes } from './routes/locations.ts';
import { reservationRoutes } from './routes/reservations.ts';
import { stockRoutes } from './routes/stock.ts';
import { inventoryGauges } from './store/gauges.ts';
import { allocateOverdueBackorders } from './use-cases/allocate-backorders.ts';
import { expireHolds } from './use-cases/expire-holds.ts';
import { createHoldBatcher } from './use-cases/hold-stock.ts';

const sweepInterval = ({ sweepIntervalMs }: InventoryDeps) => sweepIntervalMs;

/** The units of each product, their reservations for orders, and the ledger of every change. */
export default defineApp({
  name: 'inventory',
  settings: inventorySettings,
  uses: ['database', 'outbox', 'redis'],
  calls: [orderOperations.getOrder, catalogOperations.getProduct],
  open({ config, database, outbox, sidecar, log, localActors }): InventoryDeps {
    const { holdTtlSeconds, sweepIntervalMs } = config;
    const stock = { database, outbox, allocate: fewestPackages, holdTtlSeconds, log };
    return {
      ...stock,
      sidecar,
      sweepIntervalMs,
      holdStock: createHoldBatcher(stock),
      localReservations: localActors.of(ReservationActor),
    };
  },
  routes: [...locationRoutes, ...stockRoutes, ...reservationRoutes],
  actors: [reservationActor],
  subscriptions: {
    [ORDERS_TOPIC]: [
      settleReservationWhenOrderEnds,
      releaseUnitsWhenLinesCancelled,
      shipUnitsWhenOrderShipped,
      withdrawExtensionWhenEditDeclined,
      shipUnitsWhenOrderShippedAnyway,
      restockUnitsWhenShippedAnywaySettled,
    ],
    [PRODUCTS_TOPIC]: [knowProductWhenCreated],
  },
  sweeps: [
    { name: 'expire-holds', intervalMs: sweepInterval, round: expireHolds },
    { name: 'allocate-backorders', intervalMs: sweepInterval, round: allocateOverdueBackorders },
  ],
  gauges: inventoryGauges,
});
