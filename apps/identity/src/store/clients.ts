import type { Scope } from '@commerce/contracts/identity/access';
import type { Queryable, Trx } from '@commerce/runtime/postgres';

const CLIENT_ID = /^[a-z][a-z0-9-]{0,40}$/;

/** A program that gets tokens: a service with a secret, or a browser program without one. */
export interface Client {
  clientId: string;
  name: string;
  /** SHA-256 of a random secret; null for a program that can keep none. */
  secretHash: string | null;
  scopes: Scope[];
  redirectUris: string[];
  /** When it was ended (ISO 8601): it gets no tokens any more. */
  endedAt: string | null;
}

const COLUMNS = `client_id AS "clientId", name, secret_hash AS "secretHash", scopes,
  redirect_uris AS "redirectUris", ended_at AS "endedAt"`;

/** A program that can get tokens now. */

export async function findClient(db: Queryable, clientId: string): Promise<Client | undefined> {
  // No store keeps a NUL, so nothing but an id is looked up.
  if (!CLIENT_ID.test(clientId)) return undefined;
  const { rows } = await db.query<Client>({
    name: 'client-find',
    text: `SELECT ${COLUMNS} FROM clients WHERE client_id = $1 AND ended_at IS NULL`,
    values: [clientId],
  });
  return rows[0];
}

/** All programs, also those that were ended, by id. There are as many as administrators made. */
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

/** Stores a new client. False when its id is or was somebody's. */
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

export async function endClient(trx: Trx, clientId: string, at: string): Promise<void> {
  const text = 'UPDATE clients SET ended_at = $2 WHERE client_id = $1 AND ended_at IS NULL';
  await trx.query(text, [clientId, at]);
}

/** Stores a client of a seed, over the one that has its id. */
export async function putClient(db: Queryable, client: Omit<Client, 'endedAt'>): Promise<void> {
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
