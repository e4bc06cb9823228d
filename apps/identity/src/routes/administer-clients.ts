import {
  ClientId,
  RegisterClient,
  type ClientResource,
} from '@commerce/contracts/identity/client-api';
import { problem } from '@commerce/contracts/problems';
import { callerIn } from '@commerce/runtime/access';
import { validate, httpProblem, readBody, compileSchema } from '@commerce/runtime/http';
import { transaction, type Trx } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import { Type } from 'typebox';
import type { IdentityDeps } from '../deps.ts';
import {
  endClient,
  insertClient,
  listClients,
  lockClient,
  setClientSecret,
  type Client,
} from '../store/clients.ts';
import { endSessionsOfClient } from '../store/sessions.ts';
import { hashOfToken, newToken } from '../tokens/opaque-token.ts';

const Parameters = compileSchema(Type.Object({ id: ClientId }));
const Body = compileSchema(RegisterClient);

const toResource = (client: Client): ClientResource => ({
  id: client.clientId,
  name: client.name,
  scopes: client.scopes,
  redirectUris: client.redirectUris,
  hasSecret: client.secretHash !== null,
  ...(client.endedAt !== null && { endedAt: client.endedAt }),
});

/** GET /clients. */
export function listClientsRoute({ database }: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.body = { items: (await listClients(database)).map(toResource) };
  };
}

/** POST /clients: what has scopes gets a secret, shown this once. */
export function registerClientRoute({ database, auditLog }: IdentityDeps) {
  return async (ctx: Context) => {
    const { id, name, scopes = [], redirectUris = [] } = await readBody(ctx, Body);
    refuseNoAddresses(redirectUris);
    const secret = scopes.length === 0 ? undefined : newToken();
    const secretHash = secret === undefined ? null : hashOfToken(secret);
    const client = { clientId: id, name, secretHash, scopes, redirectUris, endedAt: null };
    await transaction(database, async (trx) => {
      if (!(await insertClient(trx, client))) {
        throw problem('client-exists', `There is or was a program ${id}.`);
      }
      await auditLog.note(trx, { ...by(ctx), action: 'client.register', target: id });
    });
    ctx.status = 201;
    ctx.body = { ...toResource(client), ...(secret !== undefined && { secret }) };
  };
}

// What fits the pattern can still have no host or a port that is none.
function refuseNoAddresses(redirectUris: string[]): void {
  const index = redirectUris.findIndex((uri) => !URL.canParse(uri));
  if (index < 0) return;
  const pointer = `/redirectUris/${index}`;
  throw httpProblem('invalid-request', `${pointer} is no address.`, {
    errors: [{ pointer, detail: 'is no address' }],
  });
}

/** POST /clients/{id}/secret: the old one counts no more. */
export function renewClientSecretRoute(deps: IdentityDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const { id } = validate(Parameters, params);
    const secret = newToken();
    await change(deps, ctx, { id, action: 'client.secret' }, async (trx, client) => {
      if (client.secretHash === null || client.endedAt !== null) {
        throw problem('client-without-secret', `${id} has no secret that could be renewed.`);
      }
      await setClientSecret(trx, id, hashOfToken(secret));
    });
    ctx.status = 201;
    ctx.body = { id, secret };
  };
}

/** DELETE /clients/{id}: also ends the sessions that people have with it. */
export function endClientRoute(deps: IdentityDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const { id } = validate(Parameters, params);
    const at = new Date(deps.clock()).toISOString();
    await change(deps, ctx, { id, action: 'client.end' }, async (trx) => {
      await endClient(trx, id, at);
      await endSessionsOfClient(trx, id, { reason: 'client-ended', at });
    });
    ctx.status = 204;
  };
}

function change(
  { database, auditLog }: IdentityDeps,
  ctx: Context,
  { id, action }: { id: string; action: string },
  apply: (trx: Trx, client: Client) => Promise<void>,
): Promise<void> {
  return transaction(database, async (trx) => {
    const client = await lockClient(trx, id);
    if (client === undefined) throw problem('client-not-found', `There is no program ${id}.`);
    await apply(trx, client);
    await auditLog.note(trx, { ...by(ctx), action, target: id });
  });
}

const by = (ctx: Context) => ({ actor: callerIn(ctx).sub, outcome: 'done' as const });
