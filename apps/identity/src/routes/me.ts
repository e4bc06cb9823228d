import { identityOperations } from '@commerce/contracts/identity/operations';
import { callerIn } from 'dapr-actor-runtime/access';
import { route } from 'dapr-actor-runtime/app';
import { answerVersion, requireMatch } from 'dapr-actor-runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { requestEmailChange } from '../use-cases/change-email.ts';
import { changePassword } from '../use-cases/change-password.ts';
import { changeProfile } from '../use-cases/change-profile.ts';
import { eraseOwnAccount } from '../use-cases/erase-account.ts';
import { exportAccount } from '../use-cases/export-account.ts';
import { readAccount, type VersionedAccount } from '../use-cases/read-account.ts';
import { answerMailSent } from './accounts.ts';
import { remoteAddressOf } from './remote-address.ts';

/** The account of the caller. */
export const meRoutes = [
  route(identityOperations.getMe, async (deps: IdentityDeps, _request, ctx) => {
    answerAccount(ctx, await readAccount(deps, callerIn(ctx).sub));
  }),

  route(identityOperations.changeMe, async (deps: IdentityDeps, { body: change }, ctx) => {
    const customerId = callerIn(ctx).sub;
    const requireVersion = (version: string) => requireMatch(ctx, version);
    answerAccount(ctx, await changeProfile(deps, { customerId, change, requireVersion }));
  }),

  // The same twice: an intermediary can drop the body of a DELETE.
  route(identityOperations.eraseMe, erase),
  route(identityOperations.requestErasure, erase),

  route(identityOperations.changePassword, async (deps: IdentityDeps, { body }, ctx) => {
    const { sub: customerId, sid = '' } = callerIn(ctx);
    const remoteAddress = remoteAddressOf(ctx);
    await changePassword(deps, { ...body, customerId, sid, remoteAddress });
    ctx.status = 204;
  }),

  route(identityOperations.requestEmailChange, async (deps: IdentityDeps, { body }, ctx) => {
    const { sub: customerId } = callerIn(ctx);
    await requestEmailChange(deps, { ...body, customerId, remoteAddress: remoteAddressOf(ctx) });
    answerMailSent(ctx);
  }),

  route(identityOperations.exportMe, async (deps: IdentityDeps, { query }, ctx) => {
    const { sub: customerId, sid } = callerIn(ctx);
    const authorization = ctx.get('authorization');
    const cursor = query.ordersCursor;
    ctx.body = await exportAccount(deps, { customerId, sid, authorization, cursor });
    ctx.set('content-disposition', 'attachment; filename="my-data.json"');
  }),
];

async function erase(
  deps: IdentityDeps,
  { body }: { body: { password: string } },
  ctx: Context,
): Promise<void> {
  const customerId = callerIn(ctx).sub;
  await eraseOwnAccount(deps, { ...body, customerId, remoteAddress: remoteAddressOf(ctx) });
  ctx.status = 204;
}

function answerAccount(ctx: Context, { account, version }: VersionedAccount): void {
  answerVersion(ctx, version);
  ctx.body = account;
}
