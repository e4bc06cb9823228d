import {
  HoldRequest,
  ReleaseRequest,
  ReservationActor,
  RestockRequest,
  WithdrawRestockRequest,
  type CloseResult,
  type ReleaseResult,
  type WithdrawRestockResult,
} from '@commerce/contracts/inventory/reservation-actor';
import { canonicalSku } from '@commerce/contracts/money';
import { problem } from '@commerce/contracts/problems';
import { hosted, type HostedActor } from '@commerce/runtime/actors';
import { validate, httpProblem, compileSchema } from '@commerce/runtime/http';
import { transaction, type Database } from '@commerce/runtime/postgres';
import { currentContext } from '@commerce/runtime/telemetry';
import type { Line } from '../domain/allocation.ts';
import type { ClosingCommand } from '../domain/reservation.ts';
import { giveBackPart, type GivenBack, type PartialGiveBack } from '../store/give-backs.ts';
import type { Holds } from '../store/hold-batches.ts';
import { NOT_ENOUGH } from '../store/movements.ts';
import { settleReservations } from '../store/reservations.ts';
import { withdrawRestock } from '../store/withdrawals.ts';
import type { FreeUnits } from '../sweeps/free-units.ts';

const holdRequest = compileSchema(HoldRequest);
const releaseRequest = compileSchema(ReleaseRequest);
const restockRequest = compileSchema(RestockRequest);
const withdrawRequest = compileSchema(WithdrawRestockRequest);

export interface ReservationDeps {
  database: Database;
  holds: Holds;
  free: FreeUnits;
  holdTtlSeconds: number;
}

/** The Reservation actor. It remembers nothing: SQL guards the stock, whoever calls. */
export function hostReservations(deps: ReservationDeps): HostedActor {
  return hosted(ReservationActor, (orderId) => ({
    hold(input) {
      const { lines, policy = 'all' } = validate(holdRequest, input);
      return deps.holds.hold({
        orderId,
        lines: canonical(lines),
        policy,
        ttlSeconds: deps.holdTtlSeconds,
        correlationId: correlationIdOf(orderId),
      });
    },
    commit: () => close(deps, orderId, 'commit'),
    release(input) {
      const { lines, commandId } = validate(releaseRequest, input ?? {});
      if (lines === undefined) return close(deps, orderId, 'release');
      if (commandId === undefined) throw missingCommandId();
      return releasePart(deps, { orderId, commandId, lines: canonical(lines) });
    },
    expire: () => close(deps, orderId, 'expire'),
    async restock(input) {
      const { returnId, lines, location } = validate(restockRequest, input);
      const { given } = await giveBack(deps, {
        kind: 'return',
        orderId,
        commandId: returnCommand(returnId),
        lines: canonical(lines),
        correlationId: correlationIdOf(orderId),
        ...(location === undefined ? {} : { location }),
      });
      return { status: 'committed', restocked: given };
    },
    withdrawRestock(input) {
      return withdraw(deps, orderId, validate(withdrawRequest, input).returnId);
    },
  }));
}

async function close(
  { database, free }: ReservationDeps,
  orderId: string,
  command: ClosingCommand,
): Promise<CloseResult> {
  const correlationId = correlationIdOf(orderId);
  const { answers, fillable } = await transaction(database, (trx) =>
    settleReservations(trx, [{ orderId, command, correlationId }]),
  );
  await free.after(fillable);
  const closing = answers.get(orderId);
  if (closing?.ok !== true) throw notFound(orderId);
  return { status: closing.status };
}

async function releasePart(
  deps: ReservationDeps,
  { orderId, commandId, lines }: { orderId: string; commandId: string; lines: Line[] },
): Promise<ReleaseResult> {
  const { status, given, dropped } = await giveBack(deps, {
    kind: 'release',
    orderId,
    commandId: `release:${commandId}`,
    lines,
    correlationId: correlationIdOf(orderId),
  });
  if (status === 'absent') throw notFound(orderId);
  return { status, released: given, dropped };
}

async function withdraw(
  { database }: ReservationDeps,
  orderId: string,
  returnId: string,
): Promise<WithdrawRestockResult> {
  const restock = { orderId, commandId: returnCommand(returnId) };
  const correlationId = correlationIdOf(orderId);
  return transaction(database, (trx) => withdrawRestock(trx, { ...restock, correlationId })).catch(
    (error: { code?: string }) => {
      if (error.code !== NOT_ENOUGH) throw error;
      throw problem('insufficient-stock', `Units of ${returnId} are not free any more.`);
    },
  );
}

function returnCommand(returnId: string): string {
  return `return:${returnId}`;
}

async function giveBack(
  { database, free }: ReservationDeps,
  command: PartialGiveBack,
): Promise<GivenBack> {
  const { orderId } = command;
  const answer = await transaction(database, (trx) => giveBackPart(trx, command));
  if (answer.ok) {
    await free.after(answer.fillable);
    return answer.answer;
  }
  switch (answer.code) {
    case 'reservation-not-found':
      throw notFound(orderId);
    case 'reservation-not-committed':
      throw problem(answer.code, `The units of ${orderId} are held, not taken.`);
    case 'return-withdrawn':
      throw problem(answer.code, 'The return was given up, its units went back to the customer.');
    case 'idempotency-key-reused':
      throw httpProblem(answer.code, 'This id came with another request before.');
    case 'exceeds-reservation': {
      const [first] = answer.lines;
      const detail = `${orderId} has ${first?.available} units of ${first?.sku} to give back.`;
      throw problem(answer.code, detail, { lines: answer.lines });
    }
  }
}

function notFound(orderId: string) {
  return problem('reservation-not-found', `Nothing is held for ${orderId}.`);
}

function missingCommandId() {
  return httpProblem('invalid-request', '/commandId is missing', {
    errors: [{ pointer: '/commandId', detail: 'is missing' }],
  });
}

function canonical(lines: readonly Line[]): Line[] {
  return lines.map(({ sku, quantity }) => ({ sku: canonicalSku(sku), quantity }));
}

function correlationIdOf(orderId: string): string {
  return currentContext()?.correlationId ?? orderId;
}
