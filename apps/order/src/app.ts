import { catalogOperations } from '@commerce/contracts/catalog/operations';
import { PRODUCTS_TOPIC } from '@commerce/contracts/catalog/product-events';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { STOCK_TOPIC } from '@commerce/contracts/inventory/stock-events';
import { ORDERS_TOPIC } from '@commerce/contracts/order/order-events';
import { PAYMENTS_TOPIC } from '@commerce/contracts/payment/payment-events';
import { defineApp } from '@commerce/platform/app';
import { actorReferences } from 'dapr-actor-runtime/actors';
import { openStreamedAnswers } from 'dapr-actor-runtime/http';
import { openSagaWatch } from 'dapr-actor-runtime/saga';
import { openStreamWatch } from 'dapr-actor-runtime/streams';
import { OrderActor } from './actors/order-actor-type.ts';
import { orderActor } from './actors/order-actor.ts';
import { paymentCalls } from './clients/payment.ts';
import { orderSettings } from './config.ts';
import type { OrderDeps } from './deps.ts';
import { ORDER_STATE_VERSION } from './domain/order-state.ts';
import { advanceOrderWhenStalled } from './handlers/advance-order-when-stalled.ts';
import { driveExchangeWhenReturnChanged } from './handlers/drive-exchange-when-return-changed.ts';
import { fillBackorderWhenReservationFilled } from './handlers/fill-backorder-when-reservation-filled.ts';
import {
  completePaymentWhenCustomerActed,
  recordPaymentChangeWhenPaymentChanged,
} from './handlers/follow-payment.ts';
import { keepPricesWhenProductCreated } from './handlers/keep-prices-when-product-created.ts';
import { summarizeOrders } from './handlers/summarize-orders.ts';
import { openSecrets } from './personal/open-secrets.ts';
import { actingForCustomers } from './routes/acting-for-customers.ts';
import { answeringTokens } from './routes/consistency-token.ts';
import { fulfilmentRoutes } from './routes/fulfilment.ts';
import { orderPaymentRoutes } from './routes/order-payment.ts';
import { orderRoutes } from './routes/orders.ts';
import { placeOrderRoute } from './routes/place-order.ts';
import { requestQuoteRoute } from './routes/quotes.ts';
import { refundRoutes } from './routes/refunds.ts';
import { repairRoutes } from './routes/repairs.ts';
import { streamPlaces, streamRoutes } from './routes/stream-order.ts';
import { cancelOrderSaga } from './sagas/cancel-order.ts';
import { refundOrderSaga } from './sagas/refund-order.ts';
import { returnOrderSaga } from './sagas/return-order.ts';
import { orderGauges } from './store/gauges.ts';
import { openOrderNumbers } from './store/order-numbers.ts';
import { SUMMARY_CONSUMER } from './store/read-models.ts';
import { openSoldProducts } from './store/sold-products.ts';
import { STREAM_KIND, STREAM_TABLE } from './store/stream-rows.ts';
import { driveUnfinishedOrdersSweep } from './sweeps/drive-unfinished-orders.ts';
import { openOwners } from './use-cases/find-owner.ts';
import { openFreshReads } from './use-cases/fresh-reads.ts';

/** How long a caller waits for a turn of an order: longer than inventory and payment may take, ms. */
const TURN_TIMEOUT_MS = 40_000;
/** How long an activity waits for an actor; after that the saga tries again, ms. */
const ACTIVITY_TIMEOUT_MS = 10_000;

/** Orders as event streams, the order process, fulfilment and compensation. */
export default defineApp({
  name: 'order',
  settings: orderSettings,
  uses: ['database', 'redis'],
  streams: {
    ...{ store: 'orderstreams', table: STREAM_TABLE, kind: STREAM_KIND },
    ...{ stateVersion: ORDER_STATE_VERSION, topic: ORDERS_TOPIC, consumer: SUMMARY_CONSUMER },
    firstWithSecond: true,
  },
  calls: [
    catalogOperations.getProduct,
    identityOperations.exchangeToken,
    identityOperations.getDataKey,
    inventoryOperations.holdReservation,
    ...paymentCalls,
  ],
  callsActors: true,
  async open({ config, streams: stored, log, ...context }): Promise<OrderDeps> {
    const { database, redis, sidecar, failpoint, localActors, onDrain } = context;
    const watch = openStreamWatch(stored, log);
    const { streams } = watch;
    const streamedAnswers = openStreamedAnswers(streamPlaces);
    onDrain(streamedAnswers.close);
    const { patienceMs, paymentProvider, stepTries, refundsWithoutApproval } = config;
    const returnWindow = { days: config.returnWindowDays, timeZone: config.shopTimeZone };
    return {
      ...{ database, redis, sidecar, streams, watch, streamedAnswers, failpoint, log },
      orders: actorReferences(sidecar, OrderActor, { timeoutMs: TURN_TIMEOUT_MS }),
      localOrders: localActors.of(OrderActor),
      activityOrders: actorReferences(sidecar, OrderActor, { timeoutMs: ACTIVITY_TIMEOUT_MS }),
      reservations: actorReferences(sidecar, ReservationActor, { timeoutMs: ACTIVITY_TIMEOUT_MS }),
      sagaWatch: openSagaWatch({ sidecar, silentAfterMs: config.sagaSilenceMs, log }),
      ownerOf: openOwners(streams),
      products: openSoldProducts(database),
      ...{ numbers: openOrderNumbers(database), freshReads: openFreshReads(database) },
      ...(await openSecrets(config, { database, sidecar, log })),
      chargeRules: config,
      ...{ refundsWithoutApproval, paymentProvider, patienceMs, returnWindow, stepTries },
    };
  },
  routes: [
    ...[placeOrderRoute, requestQuoteRoute, ...orderRoutes, ...orderPaymentRoutes],
    ...streamRoutes,
    ...[...fulfilmentRoutes, ...refundRoutes, ...repairRoutes],
  ].map((one) => actingForCustomers(answeringTokens(one))),
  actors: [orderActor],
  subscriptions: {
    [ORDERS_TOPIC]: [advanceOrderWhenStalled, summarizeOrders, driveExchangeWhenReturnChanged],
    [STOCK_TOPIC]: [fillBackorderWhenReservationFilled],
    [PAYMENTS_TOPIC]: [recordPaymentChangeWhenPaymentChanged, completePaymentWhenCustomerActed],
    [PRODUCTS_TOPIC]: [keepPricesWhenProductCreated],
  },
  sagas: [cancelOrderSaga, returnOrderSaga, refundOrderSaga],
  sweeps: [driveUnfinishedOrdersSweep],
  gauges: orderGauges,
});
