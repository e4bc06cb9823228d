import { DEFAULT_AUDIT_PAGE } from '@commerce/contracts/identity/identity-api';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { route } from 'dapr-actor-runtime/app';
import { refuseInvocation } from 'dapr-actor-runtime/http';
import type { IdentityDeps } from '../deps.ts';
import { readAuditLog } from '../use-cases/read-audit-log.ts';

/** The audit log, for admins, other apps and `npm run audit`. */
export const auditRoutes = [
  route(identityOperations.readAudit, async (deps: IdentityDeps, { query }, ctx) => {
    const { about: subject, cursor, limit } = query;
    const { items, next } = await readAuditLog(deps, {
      subject,
      before: cursor === undefined ? undefined : Number(cursor),
      limit: Number(limit ?? DEFAULT_AUDIT_PAGE),
    });
    ctx.body = { items, ...(next === undefined ? {} : { nextCursor: String(next) }) };
  }),

  route(identityOperations.noteAudit, async ({ auditLog }: IdentityDeps, { body }, ctx) => {
    await ('entries' in body ? auditLog.recordAll(body.entries) : auditLog.record(body));
    ctx.status = 204;
  }),

  route(
    identityOperations.checkAudit,
    async ({ auditLog }: IdentityDeps, _request, ctx) => {
      const { head, fault } = await auditLog.check();
      ctx.body = { entries: head.seq, hash: head.hash, ...(fault === undefined ? {} : { fault }) };
    },
    { middleware: () => [refuseInvocation] },
  ),
];
