import { CustomerId } from '@commerce/contracts/identity/access';
import { ClientId, RegisterClient } from '@commerce/contracts/identity/client-api';
import { type AccountRoles, SetRoles } from '@commerce/contracts/identity/identity-api';
import { callerIn } from '@commerce/runtime/access';
import {
  answerVersion,
  compileSchema,
  httpProblem,
  readBody,
  requireMatch,
  validate,
} from '@commerce/runtime/http';
import type { Context } from 'koa';
import { Type } from 'typebox';
import type { IdentityDeps } from '../deps.ts';
import {
  disableAccount,
  readRoles,
  setRoles,
  type VersionedRoles,
} from '../use-cases/administer-accounts.ts';
import {
  endClient,
  readClients,
  registerClient,
  renewClientSecret,
} from '../use-cases/administer-clients.ts';

const AccountParams = compileSchema(Type.Object({ id: CustomerId }));
const SetRolesSchema = compileSchema(SetRoles);
const ClientParams = compileSchema(Type.Object({ id: ClientId }));
const RegisterClientSchema = compileSchema(RegisterClient);

type Params = Record<string, string>;

/** GET /accounts/{id}/roles. */
export function showAccountRoles(deps: IdentityDeps) {
  return async (ctx: Context, params: Params) => {
    const { id } = validate(AccountParams, params);
    answerRoles(ctx, id, await readRoles(deps, id));
  };
}

/** PUT /accounts/{id}/roles. */
export function setAccountRoles(deps: IdentityDeps) {
  return async (ctx: Context, params: Params) => {
    const { id } = validate(AccountParams, params);
    const { roles } = await readBody(ctx, SetRolesSchema);
    const changed = await setRoles(deps, {
      actor: callerIn(ctx).sub,
      customerId: id,
      roles,
      requireVersion: (version) => requireMatch(ctx, version),
    });
    answerRoles(ctx, id, changed);
  };
}

function answerRoles(ctx: Context, customerId: string, { roles, version }: VersionedRoles): void {
  answerVersion(ctx, version);
  ctx.body = { customerId, roles } satisfies AccountRoles;
}

/** POST /accounts/{id}/disablement. */
export function disableOneAccount(deps: IdentityDeps) {
  return async (ctx: Context, params: Params) => {
    const { id } = validate(AccountParams, params);
    await disableAccount(deps, { actor: callerIn(ctx).sub, customerId: id });
    ctx.status = 204;
  };
}

/** GET /clients. */
export function listAllClients(deps: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.body = { items: await readClients(deps) };
  };
}

/** POST /clients. */
export function registerNewClient(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { id, name, scopes = [], redirectUris = [] } = await readBody(ctx, RegisterClientSchema);
    requireUrls(redirectUris);
    const actor = callerIn(ctx).sub;
    ctx.body = await registerClient(deps, { actor, id, name, scopes, redirectUris });
    ctx.status = 201;
  };
}

// A URI that matches the pattern can still have an invalid host or port.
function requireUrls(redirectUris: string[]): void {
  const index = redirectUris.findIndex((uri) => !URL.canParse(uri));
  if (index < 0) return;
  const pointer = `/redirectUris/${index}`;
  throw httpProblem('invalid-request', `${pointer} is not a URL.`, {
    errors: [{ pointer, detail: 'is not a URL' }],
  });
}

/** POST /clients/{id}/secret. */
export function renewSecret(deps: IdentityDeps) {
  return async (ctx: Context, params: Params) => {
    const { id } = validate(ClientParams, params);
    ctx.body = await renewClientSecret(deps, { actor: callerIn(ctx).sub, id });
    ctx.status = 201;
  };
}

/** DELETE /clients/{id}. */
export function endOneClient(deps: IdentityDeps) {
  return async (ctx: Context, params: Params) => {
    const { id } = validate(ClientParams, params);
    await endClient(deps, { actor: callerIn(ctx).sub, id });
    ctx.status = 204;
  };
}
