import { identityOperations } from '@commerce/contracts/identity/operations';
import { route } from 'dapr-actor-runtime/app';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { completeEmailChange } from '../use-cases/change-email.ts';
import { registerAccount } from '../use-cases/register-account.ts';
import { requestPasswordReset, resetPassword } from '../use-cases/reset-password.ts';
import { requestVerification, verifyAddress } from '../use-cases/verify-address.ts';
import { remoteAddressOf } from './remote-address.ts';

/** Registration and password reset, for callers without a session. */
export const accountRoutes = [
  route(identityOperations.registerAccount, async (deps: IdentityDeps, { body }, ctx) => {
    await registerAccount(deps, { ...body, remoteAddress: remoteAddressOf(ctx) });
    answerMailSent(ctx);
  }),

  route(identityOperations.verifyAddress, async (deps: IdentityDeps, { body }, ctx) => {
    ctx.body = await verifyAddress(deps, body);
    ctx.status = 201;
  }),

  route(identityOperations.requestVerification, async (deps: IdentityDeps, { body }, ctx) => {
    await requestVerification(deps, { ...body, remoteAddress: remoteAddressOf(ctx) });
    answerMailSent(ctx);
  }),

  route(identityOperations.requestPasswordReset, async (deps: IdentityDeps, { body }, ctx) => {
    await requestPasswordReset(deps, { ...body, remoteAddress: remoteAddressOf(ctx) });
    answerMailSent(ctx);
  }),

  route(identityOperations.completePasswordReset, async (deps: IdentityDeps, { body }, ctx) => {
    await resetPassword(deps, body);
    ctx.status = 204;
  }),

  route(identityOperations.completeEmailChange, async (deps: IdentityDeps, { body }, ctx) => {
    await completeEmailChange(deps, body);
    ctx.status = 204;
  }),
];

/** The same answer for every email address, so that it does not reveal who has an account. */
export function answerMailSent(ctx: Context): void {
  ctx.status = 202;
  ctx.body = { status: 'mail-sent' };
}
