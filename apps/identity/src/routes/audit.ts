import { NewAuditEntry } from '@commerce/contracts/identity/access';
import { DEFAULT_AUDIT_PAGE, ReadAudit } from '@commerce/contracts/identity/identity-api';
import { readBody, readQuery, compileSchema } from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import type { ChainedEntry } from '../domain/audit-chain.ts';
import { readLatest } from '../store/audit-log.ts';

const Query = compileSchema(ReadAudit);
const Entry = compileSchema(NewAuditEntry);

/** GET /audit: the newest first. */
export function readAudit({ database }: IdentityDeps) {
  return async (ctx: Context) => {
    const { about, cursor, limit } = readQuery(ctx, Query);
    const size = Number(limit ?? DEFAULT_AUDIT_PAGE);
    const before = Number(cursor ?? Number.MAX_SAFE_INTEGER);
    const rows = await readLatest(database, { before, target: about, limit: size + 1 });
    const page = rows.slice(0, size);
    const nextCursor = rows.length > size ? String(page.at(-1)?.seq) : undefined;
    ctx.body = { items: page.map(auditRow), ...(nextCursor === undefined ? {} : { nextCursor }) };
  };
}

/** An entry as readers see it: without the hashes, which only the check needs. */
export function auditRow(entry: ChainedEntry) {
  const { seq, at, actor, action, target, outcome, correlationId } = entry;
  return { seq, at, actor, action, target, outcome, correlationId };
}

/** POST /internal/audit-entries: what a person does in another app. */
export function noteAudit({ auditLog }: IdentityDeps) {
  return async (ctx: Context) => {
    await auditLog.noteAlone(await readBody(ctx, Entry));
    ctx.status = 204;
  };
}

/** GET /internal/audit-check: follows the whole chain. */
export function checkAudit({ auditLog }: IdentityDeps) {
  return async (ctx: Context) => {
    const { head, fault } = await auditLog.check();
    ctx.body = { entries: head.seq, hash: head.hash, ...(fault === undefined ? {} : { fault }) };
  };
}
