import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { Route } from '@commerce/runtime/http';
import type { openRedis } from '@commerce/runtime/idempotency';
import type { Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { EventStreams } from '@commerce/runtime/streams';
import type { Logger } from '@commerce/runtime/telemetry';
import type { ChargeRules } from '../domain/charges.ts';
import { cancelOrder } from './cancel-order.ts';
import { getOrderEvents } from './get-order-events.ts';
import { getOrder } from './get-order.ts';
import { listOrders } from './list-orders.ts';
import { deliverShipment } from './deliver-shipment.ts';
import { placeOrder } from './place-order.ts';
import { receiveReturn } from './receive-return.ts';
import { requestReturn } from './request-return.ts';
import { shipOrder } from './ship-order.ts';

export interface RouteDeps {
  database: Database;
  redis: ReturnType<typeof openRedis>;
  sidecar: Sidecar;
  streams: EventStreams;
  orders: (id: string) => OrderMethods;
  importToken: string;
  chargeRules: ChargeRules;
  log: Logger;
}

/** The HTTP operations of this app. */
export function orderRoutes(deps: RouteDeps): Route[] {
  return [
    placeOrder(deps),
    listOrders(deps),
    getOrder(deps),
    getOrderEvents(deps),
    cancelOrder(deps),
    shipOrder(deps),
    deliverShipment(deps),
    requestReturn(deps),
    receiveReturn(deps),
  ];
}
