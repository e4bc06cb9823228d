import type { Role } from '@commerce/contracts/identity/access';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { AccountStatus } from '../domain/account.ts';
import { SESSION_IDLE_SECONDS, SESSION_MAX_SECONDS } from '../domain/session.ts';

/** Most open sessions of one account; beyond it, the ones idle for longest end. */
const MAX_OPEN_SESSIONS = 50;

/** A session with the current status and roles of its account. Instants in ISO 8601. */
export interface StoredSession {
  sid: string;
  customerId: string;
  clientId: string | null;
  seed: string;
  generation: number;
  startedAt: string;
  refreshedAt: string;
  endedAt: string | null;
  status: AccountStatus;
  roles: Role[];
}

const COLUMNS = `s.sid, s.customer_id AS "customerId", s.client_id AS "clientId", s.seed,
  s.generation, s.started_at AS "startedAt", s.refreshed_at AS "refreshedAt",
  s.ended_at AS "endedAt", a.status, a.roles`;

/** Stores a session, and ends the account's least recently used ones above the limit. */
export async function insertSession(
  trx: Trx,
  session: Pick<StoredSession, 'sid' | 'customerId' | 'clientId' | 'seed' | 'startedAt'>,
): Promise<void> {
  const { sid, customerId, clientId, seed, startedAt } = session;
  await trx.query({
    name: 'session-insert',
    text: `INSERT INTO sessions (sid, customer_id, client_id, seed, started_at, refreshed_at)
           VALUES ($1, $2, $3, $4, $5, $5)`,
    values: [sid, customerId, clientId, seed, startedAt],
  });
  await trx.query({
    name: 'session-bound',
    text: `UPDATE sessions SET ended_at = $2, end_reason = 'too-many' WHERE sid IN (
             SELECT sid FROM sessions WHERE customer_id = $1 AND ended_at IS NULL
             ORDER BY refreshed_at DESC, sid DESC OFFSET $3)`,
    values: [customerId, startedAt, MAX_OPEN_SESSIONS],
  });
}

/** The session, locked until the transaction ends, so that concurrent refreshes are serialized. */
export async function lockSession(trx: Trx, sid: string): Promise<StoredSession | undefined> {
  const { rows } = await trx.query<StoredSession>({
    name: 'session-lock',
    text: `SELECT ${COLUMNS} FROM sessions s JOIN accounts a USING (customer_id)
           WHERE s.sid = $1 FOR UPDATE OF s`,
    values: [sid],
  });
  return rows[0];
}

export async function advanceSession(trx: Trx, sid: string, at: string): Promise<void> {
  await trx.query({
    name: 'session-advance',
    text: `UPDATE sessions SET generation = generation + 1, refreshed_at = $2 WHERE sid = $1`,
    values: [sid, at],
  });
}

/** Whether a session has not ended and its account is active. */
export async function isSessionOpen(db: Queryable, sid: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'session-open',
    text: `SELECT FROM sessions s JOIN accounts a USING (customer_id)
           WHERE s.sid = $1 AND s.ended_at IS NULL AND a.status = 'active'`,
    values: [sid],
  });
  return rowCount === 1;
}

export interface OpenSession {
  sid: string;
  clientId: string | null;
  startedAt: string;
  refreshedAt: string;
}

/** The open sessions of an account, most recently used first. */
export async function findOpenSessions(
  db: Queryable,
  customerId: string,
  now: string,
): Promise<OpenSession[]> {
  const { rows } = await db.query<OpenSession>({
    name: 'sessions-list',
    text: `SELECT sid, client_id AS "clientId", started_at AS "startedAt",
             refreshed_at AS "refreshedAt"
           FROM sessions WHERE customer_id = $1 AND ended_at IS NULL
             AND started_at > $2::timestamptz - make_interval(secs => $3)
             AND refreshed_at > $2::timestamptz - make_interval(secs => $4)
           ORDER BY refreshed_at DESC, sid LIMIT $5`,
    values: [customerId, now, SESSION_MAX_SECONDS, SESSION_IDLE_SECONDS, MAX_OPEN_SESSIONS],
  });
  return rows;
}

export type EndReason =
  | 'signed-out'
  | 'reuse'
  | 'expired'
  | 'password'
  | 'disabled'
  | 'roles'
  | 'erased'
  | 'code-reuse'
  | 'client-ended';

/** Ends one, all, or all but one of an account's sessions. Answers how many ended. */
export async function endSessions(
  trx: Trx,
  customerId: string,
  { only, except, reason, at }: { only?: string; except?: string; reason: EndReason; at: string },
): Promise<number> {
  const { rowCount } = await trx.query({
    name: 'sessions-end',
    text: `UPDATE sessions SET ended_at = $4, end_reason = $5
           WHERE customer_id = $1 AND ended_at IS NULL
             AND ($2::text IS NULL OR sid = $2) AND ($3::text IS NULL OR sid <> $3)`,
    values: [customerId, only ?? null, except ?? null, at, reason],
  });
  return rowCount ?? 0;
}

/** Ends all sessions of people with a client. */
export async function endSessionsOfClient(
  trx: Trx,
  clientId: string,
  { reason, at }: { reason: EndReason; at: string },
): Promise<void> {
  await trx.query(
    `UPDATE sessions SET ended_at = $2, end_reason = $3 WHERE client_id = $1 AND ended_at IS NULL`,
    [clientId, at, reason],
  );
}

/** The ids of the sessions and clients that ended after an instant. */
export async function findEnded(db: Queryable, since: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'ended',
    text: `SELECT sid AS id FROM sessions WHERE ended_at > $1
           UNION ALL SELECT client_id FROM clients WHERE ended_at > $1`,
    values: [since],
  });
  return rows.map(({ id }) => id);
}

/** Deletes up to `limit` sessions that ended more than `days` ago. */
export async function deleteEndedSessions(
  db: Queryable,
  { days, limit }: { days: number; limit: number },
): Promise<void> {
  await db.query(
    `DELETE FROM sessions WHERE sid IN (
       SELECT sid FROM sessions WHERE ended_at < now() - make_interval(days => $1) LIMIT $2)`,
    [days, limit],
  );
}
