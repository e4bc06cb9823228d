import type { AppEventHandler } from 'dapr-actor-runtime/subscriber';
import type { OrderDeps } from '../deps.ts';
import type { EventData } from '../domain/order-state.ts';
import { driveExchange } from '../use-cases/drive-exchange.ts';

type Requested = EventData<'OrderReturnRequested.v2'>;

/**
 * Places the order of an exchange if the app died before it did, and cancels it when its return ends without units.
 * Needs no inbox, because each can be repeated.
 */
export const driveExchangeWhenReturnChanged: AppEventHandler<OrderDeps> = {
  consumer: 'order-exchange',
  types: [
    'OrderReturnRequested.v2',
    'OrderReturnWithdrawn.v1',
    'OrderReturnDeclined.v1',
    'OrderReturnClosed.v1',
  ],
  async handle(deps, events) {
    for (const { type, stream, data } of events) {
      const { returnId, exchange } = data as Pick<Requested, 'returnId' | 'exchange'>;
      if (type === 'OrderReturnRequested.v2' && exchange === undefined) continue;
      await driveExchange(deps, stream, returnId);
    }
  },
};
