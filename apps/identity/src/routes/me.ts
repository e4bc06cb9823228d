import {
  type Account,
  ChangeProfile,
  type Profile,
} from '@commerce/contracts/identity/identity-api';
import {
  answerVersion,
  contentVersion,
  readBody,
  requireMatch,
  compileSchema,
} from '@commerce/runtime/http';
import { transaction, type Queryable } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { findPerson } from '../personal/sealed-person.ts';
import { lockAccount, updateProfile, type LivingAccount } from '../store/accounts.ts';
import { isLiving, ownAccount } from './living-account.ts';

const Body = compileSchema(ChangeProfile);

/** GET /me. */
export function showMe(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const account = await ownAccount(deps.database, ctx);
    answerVersion(ctx, versionOf(account));
    ctx.body = await accountOf(deps, deps.database, account);
  };
}

// Of what is stored, which is sealed: the tag tells nothing of the person.
const versionOf = ({ emailSealed, profileSealed, roles }: LivingAccount) =>
  contentVersion([emailSealed, profileSealed, roles]);

/** An account as its owner sees it. */
export async function accountOf(
  { keys }: IdentityDeps,
  db: Queryable,
  { customerId, emailSealed, profileSealed, roles }: LivingAccount,
): Promise<Account> {
  const person = await findPerson(db, keys.master, customerId);
  return {
    customerId,
    email: person.decryptEmail(emailSealed),
    profile: person.openProfile(profileSealed),
    roles,
  };
}

/** PATCH /me: changes the fields that are named; null takes one away. */
export function changeProfile(deps: IdentityDeps) {
  const { database, keys, auditLog } = deps;
  return async (ctx: Context) => {
    const change = await readBody(ctx, Body);
    const { customerId } = await ownAccount(database, ctx);
    const changed = await transaction(database, async (trx) => {
      const account = await lockAccount(trx, customerId);
      if (account === undefined || !isLiving(account)) return ownAccount(trx, ctx);
      requireMatch(ctx, versionOf(account));
      const person = await findPerson(trx, keys.master, customerId);
      const merged = { ...person.openProfile(account.profileSealed), ...change };
      const fields = Object.entries(merged).filter(([, value]) => value !== null);
      const profileSealed = person.sealProfile(Object.fromEntries(fields) as Profile);
      await updateProfile(trx, customerId, profileSealed);
      const note = { actor: customerId, action: 'profile.change', target: customerId } as const;
      await auditLog.note(trx, { ...note, outcome: 'done' });
      return { ...account, profileSealed };
    });
    answerVersion(ctx, versionOf(changed));
    ctx.body = await accountOf(deps, database, changed);
  };
}
