import {
  HoldRequest,
  type ReservationMethods,
} from '@commerce/contracts/inventory/reservation-actor';
import { compileSchema, readBody, type Route } from '@commerce/runtime/http';
import { readOrderId } from './path-parameters.ts';

const holdRequest = compileSchema(HoldRequest);

/** PUT /reservations/{orderId}/hold: the first turn of a reservation, run where its request arrives. */
export function holdReservation(
  reservationsHere: (orderId: string) => Pick<ReservationMethods, 'hold'>,
): Route {
  return {
    method: 'PUT',
    path: '/reservations/:orderId/hold',
    async handle(ctx, params) {
      const request = await readBody(ctx, holdRequest);
      ctx.body = await reservationsHere(readOrderId(params)).hold(request);
    },
  };
}
