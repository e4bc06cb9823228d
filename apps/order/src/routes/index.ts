import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { Route, StreamedAnswers } from '@commerce/runtime/http';
import type { openRedis } from '@commerce/runtime/idempotency';
import type { Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { EventStreams, StreamWatch } from '@commerce/runtime/streams';
import type { Logger } from '@commerce/runtime/telemetry';
import type { ChargeRules } from '../domain/charges.ts';
import type { PersonalData } from '../personal/personal-data.ts';
import type { Prices } from '../store/prices.ts';
import { ownersOfOrders, forOwners } from './caller.ts';
import { cancelOrder } from './cancel-order.ts';
import { diffOrder } from './diff-order.ts';
import { eraseOrder } from './erase-order.ts';
import { getOrderEvents } from './get-order-events.ts';
import { getOrder } from './get-order.ts';
import { listOrders } from './list-orders.ts';
import { listParkedOrders } from './list-parked-orders.ts';
import { deliverShipment } from './deliver-shipment.ts';
import { placeOrder } from './place-order.ts';
import { rebuild } from './rebuild.ts';
import { receiveReturn } from './receive-return.ts';
import { shownEvents } from './remarks.ts';
import { repairOrder } from './repair-order.ts';
import { requestReturn } from './request-return.ts';
import { shipOrder } from './ship-order.ts';
import { streamOrder } from './stream-order.ts';

export interface RouteDeps {
  database: Database;
  redis: ReturnType<typeof openRedis>;
  sidecar: Sidecar;
  streams: EventStreams;
  watch: StreamWatch;
  streamedAnswers: StreamedAnswers;
  orders: (id: string) => OrderMethods;
  /** Turns in this process, for an order that nobody else can know yet. */
  ordersHere: (id: string) => OrderMethods;
  prices: Prices;
  personal: PersonalData;
  /** Makes the ids of orders unguessable. */
  orderIdKey: string;
  chargeRules: ChargeRules;
  log: Logger;
}

/** The HTTP operations of this app. */
export function orderRoutes(deps: RouteDeps): Route[] {
  const ownerOf = ownersOfOrders(deps.streams);
  const ofOwner = forOwners(ownerOf);
  const show = shownEvents(deps, ownerOf);
  return [
    placeOrder(deps),
    listOrders(deps),
    listParkedOrders(deps),
    ...ofOwner('read', [
      getOrder(deps),
      getOrderEvents(deps, show),
      diffOrder(deps, show),
      streamOrder(deps, show),
    ]),
    ...ofOwner('manage', [cancelOrder(deps), requestReturn(deps, ownerOf)]),
    shipOrder(deps),
    deliverShipment(deps),
    receiveReturn(deps),
    repairOrder(deps, ownerOf),
    eraseOrder(deps),
    rebuild(deps),
  ];
}
