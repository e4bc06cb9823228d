import { ChangePassword, ChangeProfile, EraseMe } from '@commerce/contracts/identity/identity-api';
import { callerIn } from '@commerce/runtime/access';
import { answerVersion, compileSchema, readBody, requireMatch } from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { changePassword } from '../use-cases/change-password.ts';
import { changeProfile } from '../use-cases/change-profile.ts';
import { eraseAccount } from '../use-cases/erase-account.ts';
import { exportAccount } from '../use-cases/export-account.ts';
import { readAccount, type VersionedAccount } from '../use-cases/read-account.ts';
import { remoteAddressOf } from './remote-address.ts';

const ChangeProfileSchema = compileSchema(ChangeProfile);
const ChangePasswordSchema = compileSchema(ChangePassword);
const EraseMeSchema = compileSchema(EraseMe);

/** GET /me. */
export function showMe(deps: IdentityDeps) {
  return async (ctx: Context) => {
    answerAccount(ctx, await readAccount(deps, callerIn(ctx).sub));
  };
}

/** PATCH /me. */
export function changeMe(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const change = await readBody(ctx, ChangeProfileSchema);
    const requireVersion = (version: string) => requireMatch(ctx, version);
    const customerId = callerIn(ctx).sub;
    answerAccount(ctx, await changeProfile(deps, { customerId, change, requireVersion }));
  };
}

function answerAccount(ctx: Context, { account, version }: VersionedAccount): void {
  answerVersion(ctx, version);
  ctx.body = account;
}

/** DELETE /me. */
export function eraseMe(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { password } = await readBody(ctx, EraseMeSchema);
    const { sub: customerId } = callerIn(ctx);
    await eraseAccount(deps, { customerId, password, remoteAddress: remoteAddressOf(ctx) });
    ctx.status = 204;
  };
}

/** PUT /me/password. */
export function changeMyPassword(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const body = await readBody(ctx, ChangePasswordSchema);
    const { sub: customerId, sid = '' } = callerIn(ctx);
    const remoteAddress = remoteAddressOf(ctx);
    await changePassword(deps, { ...body, customerId, sid, remoteAddress });
    ctx.status = 204;
  };
}

/** GET /me/export. */
export function exportMe(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { sub: customerId, sid } = callerIn(ctx);
    ctx.body = await exportAccount(deps, { customerId, sid });
    ctx.set('content-disposition', 'attachment; filename="my-data.json"');
  };
}
