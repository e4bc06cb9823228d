import type { AccountRoles } from '@commerce/contracts/identity/identity-api';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { callerIn } from 'dapr-actor-runtime/access';
import { route } from 'dapr-actor-runtime/app';
import { answerVersion, requireMatch } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import {
  disableAccount,
  enableAccount,
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
import { lookUpAccount } from '../use-cases/look-up-account.ts';
import { eraseAccount } from '../use-cases/erase-account.ts';

/** Erasure, also of customers of an outside issuer, for admins. */
export const erasureRoutes = [
  route(identityOperations.eraseAccount, async (deps: IdentityDeps, { params }, ctx) => {
    await eraseAccount(deps, { actor: callerIn(ctx).sub, customerId: params.id });
    ctx.status = 204;
  }),
];

/** The accounts of other people, and OAuth clients, for admins. */
export const administrationRoutes = [
  route(identityOperations.getAccountRoles, async (deps: IdentityDeps, { params }, ctx) => {
    answerRoles(ctx, params.id, await readRoles(deps, params.id));
  }),

  route(identityOperations.setAccountRoles, async (deps: IdentityDeps, { params, body }, ctx) => {
    const changed = await setRoles(deps, {
      actor: callerIn(ctx).sub,
      customerId: params.id,
      roles: body.roles,
      requireVersion: (version) => requireMatch(ctx, version),
    });
    answerRoles(ctx, params.id, changed);
  }),

  route(identityOperations.disableAccount, async (deps: IdentityDeps, { params }, ctx) => {
    await disableAccount(deps, { actor: callerIn(ctx).sub, customerId: params.id });
    ctx.status = 204;
  }),

  route(identityOperations.enableAccount, async (deps: IdentityDeps, { params }, ctx) => {
    await enableAccount(deps, { actor: callerIn(ctx).sub, customerId: params.id });
    ctx.status = 204;
  }),

  route(identityOperations.lookUpAccount, async (deps: IdentityDeps, { body }, ctx) => {
    ctx.body = await lookUpAccount(deps, { actor: callerIn(ctx).sub, email: body.email });
  }),

  route(identityOperations.listClients, async (deps: IdentityDeps, _request, ctx) => {
    ctx.body = { items: await readClients(deps) };
  }),

  route(identityOperations.registerClient, async (deps: IdentityDeps, { body }, ctx) => {
    const { id, name, scopes = [], redirectUris = [] } = body;
    requireUrls(redirectUris);
    const actor = callerIn(ctx).sub;
    ctx.body = await registerClient(deps, { actor, id, name, scopes, redirectUris });
    ctx.status = 201;
  }),

  route(identityOperations.renewClientSecret, async (deps: IdentityDeps, { params }, ctx) => {
    ctx.body = await renewClientSecret(deps, { actor: callerIn(ctx).sub, id: params.id });
    ctx.status = 201;
  }),

  route(identityOperations.endClient, async (deps: IdentityDeps, { params }, ctx) => {
    await endClient(deps, { actor: callerIn(ctx).sub, id: params.id });
    ctx.status = 204;
  }),
];

function answerRoles(ctx: Context, customerId: string, { roles, version }: VersionedRoles): void {
  answerVersion(ctx, version);
  ctx.body = { customerId, roles } satisfies AccountRoles;
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
