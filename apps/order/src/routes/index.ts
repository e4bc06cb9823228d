import { cancelOrderRoute } from './cancel-order.ts';
import { deliverShipmentRoute } from './deliver-shipment.ts';
import { diffOrderRoute } from './diff-order.ts';
import { eraseOrderRoute } from './erase-order.ts';
import { getOrderEventsRoute } from './get-order-events.ts';
import { getOrderRoute } from './get-order.ts';
import { listOrdersRoute } from './list-orders.ts';
import { listParkedOrdersRoute } from './list-parked-orders.ts';
import { placeOrderRoute } from './place-order.ts';
import { rebuildReadModelsRoute } from './rebuild-read-models.ts';
import { receiveReturnRoute } from './receive-return.ts';
import { repairOrderRoute } from './repair-order.ts';
import { requestReturnRoute } from './request-return.ts';
import { shipOrderRoute } from './ship-order.ts';
import { streamOrderRoute } from './stream-order.ts';

/** The operations of this app. Of two that match a path, the first one answers. */
export const orderRoutes = [
  placeOrderRoute,
  listOrdersRoute,
  listParkedOrdersRoute,
  getOrderRoute,
  getOrderEventsRoute,
  diffOrderRoute,
  streamOrderRoute,
  cancelOrderRoute,
  requestReturnRoute,
  shipOrderRoute,
  deliverShipmentRoute,
  receiveReturnRoute,
  repairOrderRoute,
  eraseOrderRoute,
  rebuildReadModelsRoute,
];
