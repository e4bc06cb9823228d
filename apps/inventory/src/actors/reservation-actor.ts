import {
  AllocateRequest,
  ExtendRequest,
  HoldRequest,
  ReservationActor,
  RestockRequest,
  WithdrawRestockRequest,
} from '@commerce/contracts/inventory/reservation-actor';
import { canonicalSku } from '@commerce/contracts/sku';
import { actor } from 'dapr-actor-runtime/app';
import { compileSchema, validate } from 'dapr-actor-runtime/http';
import { currentContext } from 'dapr-actor-runtime/telemetry';
import type { InventoryDeps } from '../deps.ts';
import { canonicalUnits } from '../domain/located-units.ts';
import { allocateAt } from '../use-cases/allocate-at.ts';
import { extendReservation } from '../use-cases/extend-reservation.ts';
import { restockReturn } from '../use-cases/restock-return.ts';
import { releaseReservation } from '../use-cases/settle-reservations.ts';
import { withdrawRestock } from '../use-cases/withdraw-restock.ts';

const holdRequest = compileSchema(HoldRequest);
const allocateRequest = compileSchema(AllocateRequest);
const extendRequest = compileSchema(ExtendRequest);
const restockRequest = compileSchema(RestockRequest);
const withdrawRequest = compileSchema(WithdrawRestockRequest);

/** The Reservation actor. It keeps no state: SQL guards the stock, even with two activations. */
export const reservationActor = actor(ReservationActor, (deps: InventoryDeps, orderId) => {
  const cause = () => ({ orderId, correlationId: currentContext()?.correlationId ?? orderId });
  return {
    hold(input) {
      const { lines, policy = 'all' } = validate(holdRequest, input);
      return deps.holdStock({ ...cause(), lines: canonicalUnits(lines), policy });
    },
    extend(input) {
      const { editId, lines, policy = 'all' } = validate(extendRequest, input);
      const added = { editId, lines: canonicalUnits(lines), policy };
      return extendReservation(deps, { ...cause(), ...added });
    },
    release: () => releaseReservation(deps, cause()),
    allocateAt(input) {
      const { lines, ...request } = validate(allocateRequest, input);
      return allocateAt(deps, { ...cause(), ...request, lines: canonicalUnits(lines) });
    },
    restock(input) {
      const { lines, ...request } = validate(restockRequest, input);
      const returned = lines.map((line) => ({ ...line, sku: canonicalSku(line.sku) }));
      return restockReturn(deps, { ...cause(), ...request, lines: returned });
    },
    withdrawRestock(input) {
      const { returnId } = validate(withdrawRequest, input);
      return withdrawRestock(deps, { ...cause(), returnId });
    },
  };
});
