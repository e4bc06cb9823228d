import { NewAuditEntry } from '@commerce/contracts/identity/access';
import { DEFAULT_AUDIT_PAGE, ReadAudit } from '@commerce/contracts/identity/identity-api';
import { compileSchema, readBody, readQuery } from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { readAuditLog } from '../use-cases/read-audit-log.ts';

const ReadAuditSchema = compileSchema(ReadAudit);
const NewAuditEntrySchema = compileSchema(NewAuditEntry);

/** GET /audit. */
export function readAudit(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { about: subject, cursor, limit } = readQuery(ctx, ReadAuditSchema);
    const { items, next } = await readAuditLog(deps, {
      subject,
      before: cursor === undefined ? undefined : Number(cursor),
      limit: Number(limit ?? DEFAULT_AUDIT_PAGE),
    });
    ctx.body = { items, ...(next === undefined ? {} : { nextCursor: String(next) }) };
  };
}

/** POST /internal/audit-entries: actions of people in other apps. */
export function recordAuditEntry({ auditLog }: IdentityDeps) {
  return async (ctx: Context) => {
    await auditLog.record(await readBody(ctx, NewAuditEntrySchema));
    ctx.status = 204;
  };
}

/** GET /internal/audit-check. */
export function checkAuditLog({ auditLog }: IdentityDeps) {
  return async (ctx: Context) => {
    const { head, fault } = await auditLog.check();
    ctx.body = { entries: head.seq, hash: head.hash, ...(fault === undefined ? {} : { fault }) };
  };
}
