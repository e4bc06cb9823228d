import {
  HoldRequest,
  ReservationActor,
  type CloseResult,
} from '@commerce/contracts/inventory/reservation-actor';
import { canonicalSku } from '@commerce/contracts/money';
import { problem } from '@commerce/contracts/problems';
import { hosted, type HostedActor } from '@commerce/runtime/actors';
import { checked, shape } from '@commerce/runtime/http';
import { transaction, type Database } from '@commerce/runtime/postgres';
import { currentContext } from '@commerce/runtime/telemetry';
import type { ClosingCommand } from '../domain/reservation.ts';
import { holdStock, settleReservations } from '../store/reservations.ts';

const holdRequest = shape(HoldRequest);

/** The Reservation actor. It remembers nothing: SQL guards the stock, whoever calls. */
export function hostReservations(database: Database, holdTtlSeconds: number): HostedActor {
  return hosted(ReservationActor, (orderId) => ({
    hold(input) {
      const { lines } = checked(holdRequest, input);
      return transaction(database, (trx) =>
        holdStock(trx, {
          orderId,
          lines: lines.map(({ sku, quantity }) => ({ sku: canonicalSku(sku), quantity })),
          ttlSeconds: holdTtlSeconds,
          correlationId: correlationIdOf(orderId),
        }),
      );
    },
    commit: () => close(database, orderId, 'commit'),
    release: () => close(database, orderId, 'release'),
    expire: () => close(database, orderId, 'expire'),
  }));
}

async function close(
  database: Database,
  orderId: string,
  command: ClosingCommand,
): Promise<CloseResult> {
  const correlationId = correlationIdOf(orderId);
  const answers = await transaction(database, (trx) =>
    settleReservations(trx, [{ orderId, command, correlationId }]),
  );
  const closing = answers.get(orderId);
  if (closing?.ok !== true)
    throw problem('reservation-not-found', `Nothing is held for ${orderId}.`);
  return { status: closing.status };
}

function correlationIdOf(orderId: string): string {
  return currentContext()?.correlationId ?? orderId;
}
