import type { Export } from '@commerce/contracts/identity/identity-api';
import { callerIn } from '@commerce/runtime/access';
import type { Context } from 'koa';
import type { Static } from 'typebox';
import type { IdentityDeps } from '../deps.ts';
import { readLatest } from '../store/audit-log.ts';
import { addressesOf } from './addresses.ts';
import { auditRow } from './audit.ts';
import { ownAccount } from './living-account.ts';
import { accountOf } from './me.ts';
import { sessionsOf } from './sessions.ts';

/** Entries of the audit log that an export holds, the newest. */
const MAX_ACTIVITY = 1_000;

/** GET /me/export: everything that identity knows of the caller. */
export function exportMe(deps: IdentityDeps) {
  const { database, auditLog } = deps;
  return async (ctx: Context) => {
    const { sub, sid } = callerIn(ctx);
    const account = await ownAccount(database, ctx);
    const note = { actor: sub, action: 'account.export', target: sub } as const;
    await auditLog.noteAlone({ ...note, outcome: 'done' });
    const before = Number.MAX_SAFE_INTEGER;
    const activity = await readLatest(database, { before, target: sub, limit: MAX_ACTIVITY });
    const all: Static<typeof Export> = {
      account: await accountOf(deps, database, account),
      createdAt: account.createdAt,
      addresses: await addressesOf(deps, sub),
      sessions: await sessionsOf(deps, sub, sid),
      activity: activity.map(auditRow),
    };
    ctx.set('content-disposition', 'attachment; filename="my-data.json"');
    ctx.body = all;
  };
}
