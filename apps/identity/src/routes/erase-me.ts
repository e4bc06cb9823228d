import { EraseMe } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { readBody, compileSchema } from '@commerce/runtime/http';
import { destroyDataKey } from '@commerce/runtime/personal-data';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { decideDisablement } from '../domain/account.ts';
import { confirmPassword } from '../sessions/check-credentials.ts';
import { eraseAccount, lockAccount, lockOtherAdmins } from '../store/accounts.ts';
import { endSessions } from '../store/sessions.ts';
import { ownAccount } from './living-account.ts';

const Body = compileSchema(EraseMe);

/**
 * DELETE /me: destroys the customer's data key, so that nothing sealed with it or with what was
 * derived from it opens any more, here and in other apps, and deletes what identity holds itself.
 */
export function eraseMe(deps: IdentityDeps) {
  const { database, auditLog, clock } = deps;
  return async (ctx: Context) => {
    const { password } = await readBody(ctx, Body);
    const account = await ownAccount(database, ctx);
    const { customerId } = account;
    await confirmPassword(deps, ctx, account, password);
    await transaction(database, async (trx) => {
      const otherAdmins = await lockOtherAdmins(trx, customerId);
      const locked = await lockAccount(trx, customerId);
      if (decideDisablement(locked?.roles ?? [], otherAdmins) === 'last-admin') {
        throw problem('last-admin', 'Give the role to somebody else first.');
      }
      const at = new Date(clock()).toISOString();
      await endSessions(trx, customerId, { reason: 'erased', at });
      await eraseAccount(trx, customerId);
      await destroyDataKey(trx, customerId);
      const note = { actor: customerId, action: 'account.erase', target: customerId } as const;
      await auditLog.note(trx, { ...note, outcome: 'done' });
    });
    ctx.status = 204;
  };
}
