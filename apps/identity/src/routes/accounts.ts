import {
  Register,
  RequestMail,
  ResetPassword,
  VerifyAddress,
} from '@commerce/contracts/identity/identity-api';
import { compileSchema, readBody } from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { registerAccount } from '../use-cases/register-account.ts';
import { requestPasswordReset, resetPassword } from '../use-cases/reset-password.ts';
import { requestVerification, verifyAddress } from '../use-cases/verify-address.ts';
import { remoteAddressOf } from './remote-address.ts';

const RegisterSchema = compileSchema(Register);
const VerifyAddressSchema = compileSchema(VerifyAddress);
const RequestMailSchema = compileSchema(RequestMail);
const ResetPasswordSchema = compileSchema(ResetPassword);

/** POST /accounts. */
export function register(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const body = await readBody(ctx, RegisterSchema);
    await registerAccount(deps, { ...body, remoteAddress: remoteAddressOf(ctx) });
    answerMailSent(ctx);
  };
}

/** POST /accounts/verification. */
export function verify(deps: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.body = await verifyAddress(deps, await readBody(ctx, VerifyAddressSchema));
    ctx.status = 201;
  };
}

/** POST /accounts/verification-requests. */
export function resendVerification(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { email } = await readBody(ctx, RequestMailSchema);
    await requestVerification(deps, { email, remoteAddress: remoteAddressOf(ctx) });
    answerMailSent(ctx);
  };
}

/** POST /password-resets. */
export function requestReset(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { email } = await readBody(ctx, RequestMailSchema);
    await requestPasswordReset(deps, { email, remoteAddress: remoteAddressOf(ctx) });
    answerMailSent(ctx);
  };
}

/** POST /password-resets/completion. */
export function completeReset(deps: IdentityDeps) {
  return async (ctx: Context) => {
    await resetPassword(deps, await readBody(ctx, ResetPasswordSchema));
    ctx.status = 204;
  };
}

// The same answer for every email address, so that it does not reveal who has an account.
function answerMailSent(ctx: Context): void {
  ctx.status = 202;
  ctx.body = { status: 'mail-sent' };
}
