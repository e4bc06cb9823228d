import type { ReservationMethods } from '@commerce/contracts/inventory/reservation-actor';
import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { SagaInput } from '@commerce/runtime/saga';
import type { Sidecar } from '@commerce/runtime/sidecar';

/** What the activities of the sagas call. */
export interface SagaDeps {
  sidecar: Sidecar;
  reservations: (id: string) => Pick<ReservationMethods, 'release' | 'restock' | 'withdrawRestock'>;
  orders: (
    id: string,
  ) => Pick<
    OrderMethods,
    'recordCompensated' | 'recordReturned' | 'recordReturnDeclined' | 'recordParked'
  >;
}

/** The part of a workflow's input that every saga of an order has. */
export interface SagaRun extends SagaInput {
  orderId: string;
  /** Counts from 0; each repair by a person starts the next run. */
  run?: number | undefined;
  correlationId?: string | undefined;
}
