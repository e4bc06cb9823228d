import { parseArgs } from 'node:util';
import type { AppCommand } from 'dapr-actor-runtime/app';
import type { IdentityDeps } from '../deps.ts';

/** `check-audit`: verifies the hash chain of the audit log. Throws Error at its first fault. */
export const checkAuditCommand: AppCommand<IdentityDeps> = async ({ auditLog }, { args }) => {
  parseArgs({ args, options: {} });
  const { head, fault } = await auditLog.check();
  if (fault !== undefined) throw new Error(`the audit log is not intact: ${fault}`);
  return `the audit log is intact: ${head.seq} rows, the last hash is ${head.hash}`;
};
