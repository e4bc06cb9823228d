import type {
  LocatedUnits,
  RestockedUnits,
  Units,
} from '@commerce/contracts/inventory/reservation-actor';
import type { Trx } from 'dapr-actor-runtime/postgres';
import type { ReservationStatus } from '../domain/reservation.ts';

/** The answer to a command, as it was recorded. */
export interface RecordedAnswer {
  /** The status before it. */
  status: ReservationStatus;
  /** Where the units are now; of a shipment, what they left. */
  moved: RestockedUnits[];
  cancelledBackorders: Units[];
  /** Units that were backordered; absent: none. */
  queued?: Units[];
}

/** A command on a reservation. Its id is unique within the order. */
export interface CommandKey {
  orderId: string;
  commandId: string;
}

// Answers are stored with field names of their own: { status, given, dropped, queued }.
interface StoredAnswer {
  status?: ReservationStatus;
  given: LocatedUnits[];
  dropped?: Units[];
  queued?: Units[];
}

/** The recorded answer to a command, and whether its request was this one. */
export async function findCommand(
  trx: Trx,
  { orderId, commandId }: CommandKey,
  request: object,
): Promise<{ isSame: boolean; answer: RecordedAnswer } | undefined> {
  const { rows } = await trx.query<{
    isSame: boolean;
    answer: StoredAnswer & Required<Omit<StoredAnswer, 'queued'>>;
  }>(
    `SELECT request = $3::jsonb AS "isSame", answer FROM reservation_commands
     WHERE order_id = $1 AND command_id = $2`,
    [orderId, commandId, JSON.stringify(request)],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { status, given: moved, dropped: cancelledBackorders, queued } = row.answer;
  const answer = { status, moved, cancelledBackorders, ...(queued && { queued }) };
  return { isSame: row.isSame, answer };
}

export async function insertCommand(
  trx: Trx,
  key: CommandKey,
  request: object,
  { status, moved, cancelledBackorders, queued }: RecordedAnswer,
): Promise<void> {
  const answer = { status, given: moved, dropped: cancelledBackorders };
  await insertAnswer(trx, key, request, { ...answer, ...(queued && { queued }) });
}

/** The units that a restock moved, and those that its withdrawal took out, if they were recorded. */
export async function findRestock(
  trx: Trx,
  { orderId, commandId }: CommandKey,
): Promise<{ restocked?: RestockedUnits[]; withdrawn?: RestockedUnits[] }> {
  const { rows } = await trx.query<{ id: string; units: RestockedUnits[] }>(
    `SELECT command_id AS id, answer->'given' AS units FROM reservation_commands
     WHERE order_id = $1 AND command_id = ANY($2)`,
    [orderId, [commandId, withdrawalOf(commandId)]],
  );
  const units = new Map(rows.map((row) => [row.id, row.units]));
  const restocked = units.get(commandId);
  const withdrawn = units.get(withdrawalOf(commandId));
  return {
    ...(restocked === undefined ? {} : { restocked }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
  };
}

/** The units that an extension reserved and backordered, and whether it was withdrawn. */
export async function findExtension(
  trx: Trx,
  { orderId, commandId }: CommandKey,
): Promise<{ units: Units[]; isWithdrawn: boolean }> {
  const { rows } = await trx.query<{ id: string; answer: StoredAnswer }>(
    `SELECT command_id AS id, answer FROM reservation_commands
     WHERE order_id = $1 AND command_id = ANY($2)`,
    [orderId, [commandId, withdrawalOf(commandId)]],
  );
  const extended = rows.find(({ id }) => id === commandId)?.answer;
  return {
    units: [...(extended?.given ?? []), ...(extended?.queued ?? [])],
    isWithdrawn: rows.some(({ id }) => id === withdrawalOf(commandId)),
  };
}

/** Records that a restock is withdrawn, with its units; none if it was never recorded. */
export async function insertWithdrawal(
  trx: Trx,
  { orderId, commandId }: CommandKey,
  withdrawn: RestockedUnits[],
): Promise<void> {
  const key = { orderId, commandId: withdrawalOf(commandId) };
  await insertAnswer(trx, key, { commandId }, { given: withdrawn });
}

/** The command id under which a restock is withdrawn. */
export function withdrawalOf(commandId: string): string {
  return `withdraw:${commandId}`;
}

async function insertAnswer(
  trx: Trx,
  { orderId, commandId }: CommandKey,
  request: object,
  answer: StoredAnswer,
): Promise<void> {
  await trx.query(
    `INSERT INTO reservation_commands (order_id, command_id, request, answer)
     VALUES ($1, $2, $3, $4)`,
    [orderId, commandId, JSON.stringify(request), JSON.stringify(answer)],
  );
}
