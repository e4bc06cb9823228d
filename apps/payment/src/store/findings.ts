import type { FindingState } from '@commerce/contracts/payment/reconciliation-api';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { ProviderOperation } from '../domain/reconciliation.ts';

/** What a finding is about: it is found once, however often a run sees it. */
export interface FindingKey {
  orderId: string;
  operationId?: string;
  reason: string;
  detail: string;
  /** Money that moved at the provider and is not in our books. */
  movement?: ProviderOperation | undefined;
}

export interface FindingRow {
  findingId: number;
  orderId: string;
  /** Empty if the finding is about the payment as a whole. */
  operationId: string;
  reason: string;
  detail: string;
  movement: ProviderOperation | null;
  state: FindingState;
  note: string | null;
  decidedBy: string | null;
  foundAt: string;
  seenAt: string;
}

const COLUMNS = `finding_id AS "findingId", order_id AS "orderId", operation_id AS "operationId",
  reason, detail, movement, state, note, decided_by AS "decidedBy", found_at AS "foundAt",
  seen_at AS "seenAt"`;

/** Records that a run sees a finding. One that was resolved, and is seen again, is open again. */
export async function noteFinding(
  db: Queryable,
  { orderId, operationId = '', reason, detail, movement }: FindingKey,
): Promise<Pick<FindingRow, 'findingId' | 'state'> | undefined> {
  const { rows } = await db.query<Pick<FindingRow, 'findingId' | 'state'>>({
    name: 'finding-note',
    text: `INSERT INTO reconciliation_findings AS f
             (order_id, operation_id, reason, detail, movement)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (order_id, operation_id, reason) DO UPDATE SET
             detail = excluded.detail, movement = excluded.movement, seen_at = now(),
             state = CASE f.state WHEN 'acknowledged' THEN f.state ELSE 'open' END
           RETURNING finding_id AS "findingId", state`,
    values: [orderId, operationId, reason, detail, movement ? JSON.stringify(movement) : null],
  });
  return rows[0];
}

/** The finding about the same, if a run has recorded it. */
export async function findFinding(
  db: Queryable,
  { orderId, operationId = '', reason }: FindingKey,
): Promise<Pick<FindingRow, 'findingId' | 'state'> | undefined> {
  const { rows } = await db.query<Pick<FindingRow, 'findingId' | 'state'>>(
    `SELECT finding_id AS "findingId", state FROM reconciliation_findings
     WHERE order_id = $1 AND operation_id = $2 AND reason = $3`,
    [orderId, operationId, reason],
  );
  return rows[0];
}

/** A finding by its number. */
export async function findFindingById(
  db: Queryable,
  findingId: number,
): Promise<FindingRow | undefined> {
  const { rows } = await db.query<FindingRow>(
    `SELECT ${COLUMNS} FROM reconciliation_findings WHERE finding_id = $1`,
    [findingId],
  );
  return rows[0];
}

/** Resolves what a run over everything did not see any more. */
export async function closeFindings(
  db: Queryable,
  { notSeenSince }: { notSeenSince: string },
): Promise<void> {
  await db.query(
    `UPDATE reconciliation_findings SET state = 'resolved', decided_at = now(),
       note = coalesce(note, 'No longer found.')
     WHERE state IN ('open', 'acknowledged') AND seen_at < $1`,
    [notSeenSince],
  );
}

/** A page of the findings of a state, or of all, oldest first. */
export async function listFindings(
  db: Queryable,
  { state, after, limit }: { state: FindingState | undefined; after: number; limit: number },
): Promise<FindingRow[]> {
  const { rows } = await db.query<FindingRow>({
    name: 'findings-list',
    text: `SELECT ${COLUMNS} FROM reconciliation_findings
           WHERE ($1::text IS NULL OR state = $1) AND finding_id > $2
           ORDER BY finding_id LIMIT $3`,
    values: [state ?? null, after, limit],
  });
  return rows;
}

/** Locks a finding until the transaction ends. */
export async function lockFinding(trx: Trx, findingId: number): Promise<FindingRow | undefined> {
  const { rows } = await trx.query<FindingRow>(
    `SELECT ${COLUMNS} FROM reconciliation_findings WHERE finding_id = $1 FOR UPDATE`,
    [findingId],
  );
  return rows[0];
}

/** Records what a person decided about a finding. */
export async function decideFinding(
  trx: Trx,
  findingId: number,
  { state, note, decidedBy }: { state: FindingState; note: string; decidedBy: string },
): Promise<FindingRow> {
  const { rows } = await trx.query<FindingRow>(
    `UPDATE reconciliation_findings
     SET state = $2, note = $3, decided_by = $4, decided_at = now()
     WHERE finding_id = $1 RETURNING ${COLUMNS}`,
    [findingId, state, note, decidedBy],
  );
  return rows[0] as FindingRow;
}
