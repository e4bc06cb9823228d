import type { Scope } from '@commerce/contracts/identity/access';
import type { ClientResource } from '@commerce/contracts/identity/client-api';
import { problem } from '@commerce/platform/problem';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import {
  insertClient,
  listClients,
  lockClient,
  setClientSecret,
  setEnded,
  type Client,
} from '../store/clients.ts';
import { endSessionsOfClient } from '../store/sessions.ts';
import { hashToken, newToken } from '../tokens/opaque-token.ts';

const toResource = (client: Client): ClientResource => ({
  id: client.clientId,
  name: client.name,
  scopes: client.scopes,
  redirectUris: client.redirectUris,
  hasSecret: client.secretHash !== null,
  ...(client.endedAt !== null && { endedAt: client.endedAt }),
});

/** All clients, including ended ones, ordered by id. */
export async function readClients({
  database,
}: Pick<IdentityDeps, 'database'>): Promise<ClientResource[]> {
  return (await listClients(database)).map(toResource);
}

interface NewClient {
  /** The admin who registers the client; `operator` for a command. */
  actor: string;
  id: string;
  name: string;
  scopes: Scope[];
  redirectUris: string[];
  /** A random secret that is known elsewhere already; by default a new one. */
  secret?: string | undefined;
}

/**
 * Registers a client. One with scopes gets a secret, which is in this answer only. Rejects with
 * client-exists.
 */
export async function registerClient(
  { database, auditLog }: Pick<IdentityDeps, 'database' | 'auditLog'>,
  { actor, id, name, scopes, redirectUris, secret: given = newToken() }: NewClient,
): Promise<ClientResource & { secret?: string }> {
  const secret = scopes.length === 0 ? undefined : given;
  const secretHash = secret === undefined ? null : hashToken(secret);
  const client = { clientId: id, name, secretHash, scopes, redirectUris, endedAt: null };
  await transaction(database, async (trx) => {
    if (!(await insertClient(trx, client))) {
      throw problem('client-exists', `The id ${id} is or was in use.`);
    }
    const event = { actor, action: 'client.register', target: id };
    await auditLog.append(trx, { ...event, outcome: 'done' });
  });
  return { ...toResource(client), ...(secret !== undefined && { secret }) };
}

/**
 * Replaces the secret of a service client, by a new one unless one is given. Rejects with
 * client-not-found or client-without-secret.
 */
export async function renewClientSecret(
  deps: Pick<IdentityDeps, 'database' | 'auditLog'>,
  { actor, id, secret = newToken() }: { actor: string; id: string; secret?: string | undefined },
): Promise<{ id: string; secret: string }> {
  await changeClient(deps, { actor, id, action: 'client.secret' }, async (trx, client) => {
    if (client.secretHash === null || client.endedAt !== null) {
      throw problem('client-without-secret', `${id} has no secret to renew.`);
    }
    await setClientSecret(trx, id, hashToken(secret));
  });
  return { id, secret };
}

/**
 * Ends a client and the sessions that people have with it. A repeat changes nothing. Rejects with
 * client-not-found.
 */
export function endClient(
  deps: IdentityDeps,
  { actor, id }: { actor: string; id: string },
): Promise<void> {
  const at = new Date(deps.clock()).toISOString();
  return changeClient(deps, { actor, id, action: 'client.end' }, async (trx) => {
    await setEnded(trx, id, at);
    await endSessionsOfClient(trx, id, { reason: 'client-ended', at });
  });
}

function changeClient(
  { database, auditLog }: Pick<IdentityDeps, 'database' | 'auditLog'>,
  { actor, id, action }: { actor: string; id: string; action: string },
  apply: (trx: Trx, client: Client) => Promise<void>,
): Promise<void> {
  return transaction(database, async (trx) => {
    const client = await lockClient(trx, id);
    if (client === undefined) throw problem('client-not-found', `There is no client ${id}.`);
    await apply(trx, client);
    await auditLog.append(trx, { actor, action, target: id, outcome: 'done' });
  });
}
