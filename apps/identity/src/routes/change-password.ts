import { ChangePassword } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { callerIn } from '@commerce/runtime/access';
import { readBody, compileSchema } from '@commerce/runtime/http';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { assertStrong } from '../passwords/assert-strong.ts';
import { findPerson } from '../personal/sealed-person.ts';
import { confirmPassword } from '../sessions/check-credentials.ts';
import { replacePassword } from '../store/accounts.ts';
import { deleteResets } from '../store/password-resets.ts';
import { endSessions } from '../store/sessions.ts';
import { ownAccount } from './living-account.ts';

const Body = compileSchema(ChangePassword);

/** PUT /me/password: ends every other session. */
export function changePassword(deps: IdentityDeps) {
  const { database, keys, hasher, mailer, auditLog, clock } = deps;
  return async (ctx: Context) => {
    const { currentPassword, password } = await readBody(ctx, Body);
    const account = await ownAccount(database, ctx);
    const { customerId, passwordHash: from } = account;
    const person = await findPerson(database, keys.master, customerId);
    const email = person.decryptEmail(account.emailSealed);
    assertStrong(deps, password, email);
    await confirmPassword(deps, ctx, account, currentPassword);
    const to = await hasher.hash(password);
    await transaction(database, async (trx) => {
      if (!(await replacePassword(trx, customerId, { from, to }))) {
        throw problem('wrong-credentials', 'The password was changed a moment ago.');
      }
      const { sid = '' } = callerIn(ctx);
      const at = new Date(clock()).toISOString();
      await endSessions(trx, customerId, { except: sid, reason: 'password', at });
      await deleteResets(trx, customerId);
      const note = { actor: customerId, action: 'password.change', target: customerId } as const;
      await auditLog.note(trx, { ...note, outcome: 'done' });
    });
    const text = 'Your password was changed. If that was not you, reset it now.';
    mailer.send({ to: email, subject: 'password-changed', text });
    ctx.status = 204;
  };
}
