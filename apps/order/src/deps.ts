import type { ReservationMethods } from '@commerce/contracts/inventory/reservation-actor';
import type { PaymentProviderName } from '@commerce/contracts/payment/charge-bounds';
import type { Failpoint } from 'dapr-actor-runtime/failpoints';
import type { StreamedAnswers } from 'dapr-actor-runtime/http';
import type { EncryptionKey } from 'dapr-actor-runtime/personal-data';
import type { Database } from 'dapr-actor-runtime/postgres';
import type { SagaWatch } from 'dapr-actor-runtime/saga';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import type { EventStreams, StreamWatch } from 'dapr-actor-runtime/streams';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import type { Redis } from 'ioredis';
import type { OrderMethods } from './actors/order-actor-type.ts';
import type { ChargeRules } from './domain/charges.ts';
import type { ReturnWindow } from './domain/return-window.ts';
import type { PersonalData } from './personal/personal-data.ts';
import type { OrderNumbers } from './store/order-numbers.ts';
import type { SoldProducts } from './store/sold-products.ts';
import type { OwnerOf } from './use-cases/find-owner.ts';
import type { FreshReads } from './use-cases/fresh-reads.ts';

/** What the use cases of the order app work with. */
export interface OrderDeps {
  database: Database;
  redis: Redis;
  sidecar: Sidecar;
  streams: EventStreams;
  watch: StreamWatch;
  streamedAnswers: StreamedAnswers;
  /** Order actors, through the sidecar. */
  orders: (id: string) => OrderMethods;
  /** Local actors, in this process: for the first turn of a new order only (ADR 0016). */
  localOrders: (id: string) => Pick<OrderMethods, 'place' | 'advance'>;
  /** Order actors as activities call them: with a short timeout, because the saga tries again. */
  activityOrders: (id: string) => OrderMethods;
  /** Reservation actors, with the same timeout. */
  reservations: (id: string) => Omit<ReservationMethods, 'hold'>;
  sagaWatch: SagaWatch;
  ownerOf: OwnerOf;
  products: SoldProducts;
  numbers: OrderNumbers;
  freshReads: FreshReads;
  personal: PersonalData;
  /** Makes the ids of orders unguessable. */
  orderIdKey: string;
  /** Seals the tickets for streams. */
  ticketKey: EncryptionKey;
  chargeRules: ChargeRules;
  /** The largest refund without a return that needs no second person, by currency, minor units. */
  refundsWithoutApproval: Readonly<Record<string, number>>;
  paymentProvider: PaymentProviderName;
  /** How long a placed order waits for an answer of inventory or payment, ms. */
  patienceMs: number;
  returnWindow: ReturnWindow;
  /** Tries of a saga step before the saga parks. */
  stepTries: number;
  failpoint: Failpoint;
  log: Logger;
}
