import type { Scope } from '@commerce/contracts/identity/access';
import type { Queryable } from '@commerce/runtime/postgres';

const CLIENT_ID = /^[a-z][a-z0-9-]{0,40}$/;

/** A program that gets tokens: a service with a secret, or a browser program without one. */
export interface Client {
  clientId: string;
  name: string;
  /** SHA-256 of a random secret; null for a program that can keep none. */
  secretHash: string | null;
  scopes: Scope[];
  redirectUris: string[];
}

export async function findClient(db: Queryable, clientId: string): Promise<Client | undefined> {
  // No store keeps a NUL, so nothing but an id is looked up.
  if (!CLIENT_ID.test(clientId)) return undefined;
  const { rows } = await db.query<Client>({
    name: 'client-find',
    text: `SELECT client_id AS "clientId", name, secret_hash AS "secretHash", scopes,
             redirect_uris AS "redirectUris"
           FROM clients WHERE client_id = $1`,
    values: [clientId],
  });
  return rows[0];
}

/** Stores a client, over the one that has its id. */
export async function putClient(db: Queryable, client: Client): Promise<void> {
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
