import { STOCK_TOPIC } from '@commerce/contracts/inventory/stock-events';
import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { Database } from '@commerce/runtime/postgres';
import type { EventStreams } from '@commerce/runtime/streams';
import type { EventHandler } from '@commerce/runtime/subscriber';
import { advanceOrderWhenItStandsStill } from './advance-order-when-it-stands-still.ts';
import { fillBackorderWhenReservationFilled } from './fill-backorder-when-reservation-filled.ts';
import { keepPricesWhenProductCreated } from './keep-prices-when-product-created.ts';
import { summarizeOrders } from './summarize-orders.ts';

/** What this app does with the events of each topic. */
export function handlersByTopic({
  database,
  streams,
  orders,
}: {
  database: Database;
  streams: EventStreams;
  orders: (id: string) => Pick<OrderMethods, 'advance' | 'fillBackorder'>;
}): Record<string, EventHandler[]> {
  return {
    orders: [advanceOrderWhenItStandsStill(streams, orders), summarizeOrders(database)],
    [STOCK_TOPIC]: [fillBackorderWhenReservationFilled(orders)],
    products: [keepPricesWhenProductCreated(database)],
  };
}
