import type { Scope } from '@commerce/contracts/identity/access';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

const CLIENT_ID = /^[a-z][a-z0-9-]{0,40}$/;

/** An OAuth client: a service with a secret, or a public client (browser, device) without one. */
export interface Client {
  clientId: string;
  name: string;
  /** SHA-256 of a random secret; null for a public client. */
  secretHash: string | null;
  scopes: Scope[];
  redirectUris: string[];
  /** When the client was ended (ISO 8601); since then it gets no tokens. */
  endedAt: string | null;
}

const COLUMNS = `client_id AS "clientId", name, secret_hash AS "secretHash", scopes,
  redirect_uris AS "redirectUris", ended_at AS "endedAt"`;

/** A client that has not been ended. */
export async function findClient(db: Queryable, clientId: string): Promise<Client | undefined> {
  // PostgreSQL rejects NUL characters, so only well-formed ids are looked up.
  if (!CLIENT_ID.test(clientId)) return undefined;
  const { rows } = await db.query<Client>({
    name: 'client-find',
    text: `SELECT ${COLUMNS} FROM clients WHERE client_id = $1 AND ended_at IS NULL`,
    values: [clientId],
  });
  return rows[0];
}

/** All clients, including ended ones, ordered by id. Not paged: only admins create clients. */
export async function listClients(db: Queryable): Promise<Client[]> {
  return (await db.query<Client>(`SELECT ${COLUMNS} FROM clients ORDER BY client_id`)).rows;
}

export async function lockClient(trx: Trx, clientId: string): Promise<Client | undefined> {
  const { rows } = await trx.query<Client>({
    text: `SELECT ${COLUMNS} FROM clients WHERE client_id = $1 FOR UPDATE`,
    values: [clientId],
  });
  return rows[0];
}

/** Stores a new client; false if the id is or was in use. */
export async function insertClient(trx: Trx, client: Client): Promise<boolean> {
  const { clientId, name, secretHash, scopes, redirectUris } = client;
  const { rowCount } = await trx.query({
    text: `INSERT INTO clients (client_id, name, secret_hash, scopes, redirect_uris)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (client_id) DO NOTHING`,
    values: [clientId, name, secretHash, scopes, redirectUris],
  });
  return rowCount === 1;
}

export async function setClientSecret(trx: Trx, clientId: string, hash: string): Promise<void> {
  await trx.query('UPDATE clients SET secret_hash = $2 WHERE client_id = $1', [clientId, hash]);
}

export async function setEnded(trx: Trx, clientId: string, at: string): Promise<void> {
  const text = 'UPDATE clients SET ended_at = $2 WHERE client_id = $1 AND ended_at IS NULL';
  await trx.query(text, [clientId, at]);
}

/** Stores a client, or replaces the one with the same id. */
export async function upsertClient(db: Queryable, client: Omit<Client, 'endedAt'>): Promise<void> {
  const { clientId, name, secretHash, scopes, redirectUris } = client;
  await db.query(
    `INSERT INTO clients (client_id, name, secret_hash, scopes, redirect_uris)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (client_id) DO UPDATE SET name = excluded.name,
       secret_hash = excluded.secret_hash, scopes = excluded.scopes,
       redirect_uris = excluded.redirect_uris`,
    [clientId, name, secretHash, scopes, redirectUris],
  );
}
