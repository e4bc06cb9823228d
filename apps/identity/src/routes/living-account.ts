import { callerIn } from '@commerce/runtime/access';
import { httpProblem } from '@commerce/runtime/http';
import type { Queryable } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import { findAccount, type LivingAccount, type StoredAccount } from '../store/accounts.ts';

/** The account of the caller. Rejects with invalid-token when it was erased a moment ago. */
export async function ownAccount(db: Queryable, ctx: Context): Promise<LivingAccount> {
  const account = await findAccount(db, callerIn(ctx).sub);
  if (account === undefined || !isLiving(account)) {
    throw httpProblem('invalid-token', 'The account is not there any more.');
  }
  return account;
}

/** Whether there is still anything known of the person. */
export function isLiving(account: StoredAccount): account is LivingAccount {
  return account.status !== 'erased';
}
