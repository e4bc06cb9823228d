import { CustomerId, roles as allRoles, type Role } from '@commerce/contracts/identity/access';
import { type AccountRoles, SetRoles } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { callerIn } from '@commerce/runtime/access';
import {
  answerVersion,
  validate,
  contentVersion,
  readBody,
  requireMatch,
  compileSchema,
} from '@commerce/runtime/http';
import { transaction, type Trx } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import { Type } from 'typebox';
import type { IdentityDeps } from '../deps.ts';
import { canonicalRoles, decideDisablement, decideRoles } from '../domain/account.ts';
import {
  disableAccount,
  findAccount,
  lockAccount,
  lockOtherAdmins,
  updateRoles,
  type LivingAccount,
  type StoredAccount,
} from '../store/accounts.ts';
import { endSessions } from '../store/sessions.ts';
import { isLiving } from './living-account.ts';

const Parameters = compileSchema(Type.Object({ id: CustomerId }));
const Body = compileSchema(SetRoles);

/** GET /accounts/{id}/roles. */
export function showRolesRoute({ database }: IdentityDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const { id } = validate(Parameters, params);
    answerRoles(ctx, living(await findAccount(database, id)));
  };
}

function answerRoles(ctx: Context, { customerId, roles }: AccountRoles): void {
  answerVersion(ctx, contentVersion(roles));
  ctx.body = { customerId, roles } satisfies AccountRoles;
}

/** PUT /accounts/{id}/roles: ends the sessions of the account, whose tokens say the old ones. */
export function setRolesRoute(deps: IdentityDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const { id } = validate(Parameters, params);
    const next = canonicalRoles((await readBody(ctx, Body)).roles, allRoles);
    await administer(deps, ctx, { id, action: 'roles.set' }, async (trx, account, otherAdmins) => {
      requireMatch(ctx, contentVersion(account.roles));
      refuseLastAdmin(decideRoles({ current: account.roles, next }, otherAdmins));
      await updateRoles(trx, id, next);
      return 'roles';
    });
    answerRoles(ctx, { customerId: id, roles: next });
  };
}

/** POST /accounts/{id}/disablement: nobody can sign in to it any more. A repeat changes nothing. */
export function disableAccountRoute(deps: IdentityDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const { id } = validate(Parameters, params);
    const about = { id, action: 'account.disable' };
    await administer(deps, ctx, about, async (trx, account, otherAdmins) => {
      refuseLastAdmin(decideDisablement(account.roles, otherAdmins));
      await disableAccount(trx, id);
      return 'disabled';
    });
    ctx.status = 204;
  };
}

function refuseLastAdmin(decision: ReturnType<typeof decideRoles>): void {
  if (decision === 'last-admin') throw problem('last-admin', 'Make somebody else admin first.');
}

type Change = (
  trx: Trx,
  account: LivingAccount & { roles: Role[] },
  otherAdmins: number,
) => Promise<'roles' | 'disabled'>;

function administer(
  { database, auditLog, clock }: IdentityDeps,
  ctx: Context,
  { id, action }: { id: string; action: string },
  change: Change,
): Promise<void> {
  return transaction(database, async (trx) => {
    const otherAdmins = await lockOtherAdmins(trx, id);
    const account = living(await lockAccount(trx, id));
    const reason = await change(trx, account, otherAdmins);
    await endSessions(trx, id, { reason, at: new Date(clock()).toISOString() });
    await auditLog.note(trx, { actor: callerIn(ctx).sub, action, target: id, outcome: 'done' });
  });
}

function living(account: StoredAccount | undefined): LivingAccount {
  if (account === undefined) throw problem('customer-not-found', 'There is no such customer.');
  if (!isLiving(account)) throw problem('customer-erased', 'This customer was erased.');
  return account;
}
