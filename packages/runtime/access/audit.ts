import type { Context, Next } from 'koa';
import { LRUCache } from 'lru-cache';
import { httpProblem, Problem } from '../server/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import { inTimeLimit, type Logger } from '../telemetry/index.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { Caller } from './caller.ts';
import { type ClientAudit, type NotedEntry, openClientAudit } from './client-audit.ts';

/** Longest wait for the audit log, ms: the user waits for it before the action runs. */
const WRITE_TIMEOUT_MS = 3_000;
/** Most refusal entries being written at once; each uses a connection that other calls need. */
const MAX_UNAWAITED = 8;
/** At most one refusal entry per user and operation in this time, ms: nobody can flood the log. */
const REFUSAL_PAUSE_MS = 60_000;
/** Most refusals remembered for that; the oldest are forgotten first. */
const MAX_REFUSALS = 1_000;

type Action = Omit<AuditEntry, 'outcome'>;

/** How an app records the use of its audited operations. */
export interface Audit {
  /** Roles of staff. What other users do is not recorded. */
  staff: readonly string[];
  /** Adds an entry to the log. Rejects unless the entry is known to be stored. */
  write: (entry: AuditEntry) => Promise<void>;
  /** Records what service clients do; absent: it is not recorded here. */
  clients?: ClientAudit | undefined;
  log: Logger;
}

/** An audit whose log another app stores: it accepts entries at `path` by service invocation. */
export function auditThrough({
  sidecar,
  app,
  path,
  staff,
  log,
}: {
  sidecar: Pick<Sidecar, 'invoke'>;
  /** The app that stores the log. */
  app: string;
  path: string;
  staff: readonly string[];
  log: Logger;
}): Audit {
  async function send(message: object): Promise<void> {
    const body = JSON.stringify(message);
    const call = { method: 'POST', path, body, timeoutMs: WRITE_TIMEOUT_MS } as const;
    const { status } = await sidecar.invoke(app, call);
    if (status !== 204) throw new Error(`${app} answered POST ${path} with ${status}`);
  }

  const write = (entries: readonly NotedEntry[]) => send({ entries });
  return { staff, log, write: send, clients: openClientAudit({ write, log }) };
}

/** Records the requests of one audited operation. */
export interface AuditRecorder {
  /**
   * Runs an authorized request. A request of staff is recorded first; if that fails, it ends with
   * unavailable (503) and has no effect. Its outcome is recorded if possible. After a server error
   * the entry remains `asked`, because the effect is unknown. A request of a service client gets one
   * entry, after it ran; while too many of them wait, it ends with unavailable.
   */
  run(ctx: Context, caller: Caller | undefined, next: Next): Promise<unknown>;
  /** Records that a user was refused, without waiting. In a flood some entries are left out. */
  recordRefusal(ctx: Context, caller: Caller): void;
}

/**
 * Makes the recorder of an operation by its id and roles. All share the limit on refusal entries.
 */
export function openAuditRecorder({ staff, write, clients, log }: Audit) {
  const refusals = new LRUCache<string, true>({ max: MAX_REFUSALS, ttl: REFUSAL_PAUSE_MS });
  let unawaited = 0;

  async function tryToWrite(entry: AuditEntry): Promise<void> {
    try {
      // Its own time limit: too little of the request's time may be left.
      await inTimeLimit(WRITE_TIMEOUT_MS, () => write(entry));
    } catch (err) {
      log.warn({ err, ...entry }, 'audit entry not written');
    }
  }

  async function runRecorded(action: Action, ctx: Context, next: Next): Promise<void> {
    await write({ ...action, outcome: 'asked' }).catch((cause: unknown) => {
      throw notRecorded(cause);
    });
    try {
      await next();
    } catch (error) {
      const isRefusal = error instanceof Problem && error.status < 500;
      if (isRefusal) await tryToWrite({ ...action, outcome: 'refused' });
      throw error;
    }
    if (ctx.status >= 500) return;
    await tryToWrite({ ...action, outcome: ctx.status < 400 ? 'done' : 'refused' });
  }

  async function runNoted(audit: ClientAudit, action: Action, ctx: Context, next: Next) {
    if (!audit.hasRoom()) throw notRecorded(new Error('too many audit entries wait for the log'));
    const note = (status: number) => audit.note({ ...action, outcome: outcomeOf(status) });
    try {
      await next();
    } catch (error) {
      note(error instanceof Problem ? error.status : 500);
      throw error;
    }
    note(ctx.status);
  }

  function recordRefusal(action: Action): void {
    const key = `${action.actor} ${action.action}`;
    if (unawaited >= MAX_UNAWAITED || refusals.has(key)) return;
    refusals.set(key, true);
    unawaited += 1;
    void tryToWrite({ ...action, outcome: 'refused' }).finally(() => {
      unawaited -= 1;
    });
  }

  return (operationId: string, roles: readonly string[] = []): AuditRecorder => {
    const staffRoles = new Set(roles.filter((role) => staff.includes(role)));
    const isStaff = (caller: Caller) =>
      caller.kind === 'user' && caller.roles.some((role) => staffRoles.has(role));
    const actionOf = (ctx: Context, { sub }: Caller) => ({
      actor: sub,
      action: operationId,
      target: ctx.path,
    });
    return {
      run(ctx, caller, next) {
        if (caller === undefined) return next();
        if (isStaff(caller)) return runRecorded(actionOf(ctx, caller), ctx, next);
        if (caller.kind !== 'client' || clients === undefined) return next();
        return runNoted(clients, actionOf(ctx, caller), ctx, next);
      },
      recordRefusal: (ctx, caller) => recordRefusal(actionOf(ctx, caller)),
    };
  };
}

/** The outcome of an action by the status of its answer; after a server error its effect is unknown. */
function outcomeOf(status: number): AuditEntry['outcome'] {
  if (status >= 500) return 'asked';
  return status < 400 ? 'done' : 'refused';
}

function notRecorded(cause: unknown): Problem {
  const problem = httpProblem(
    'unavailable',
    'The audit log cannot be written now, so nothing was done. Try again.',
  );
  problem.cause = cause;
  return problem;
}
