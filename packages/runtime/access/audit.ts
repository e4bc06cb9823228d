import type { Context, Next } from 'koa';
import { LRUCache } from 'lru-cache';
import { httpProblem, Problem } from '../http/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import { inTimeLimit, type Logger } from '../telemetry/index.ts';
import type { Caller } from './caller.ts';

/** Longest wait for the audit log, ms: a person waits before anything is done for them. */
const WRITE_TIMEOUT_MS = 3_000;
/** Entries at once that nobody waits for; each takes a connection that other calls need. */
const MAX_UNAWAITED = 8;
/** A person's refusals of one operation are one entry for so long: nobody fills the log with them. ms */
const REFUSAL_PAUSE_MS = 60_000;
/** Refusals that are remembered for that; those noted longest ago go first. */
const MAX_REFUSALS = 1_000;

/** What is noted of a request: `asked` before it runs, then what became of it. */
export interface AuditEntry {
  /** The id of the person. */
  actor: string;
  /** The id of the operation. */
  action: string;
  /** The path of the request. */
  target: string;
  outcome: 'asked' | 'done' | 'refused';
}

type Deed = Omit<AuditEntry, 'outcome'>;

/** How an app notes what people do with its audited operations. */
export interface Audit {
  /** Roles of those who act for the shop. What others do is their own business, and not noted. */
  staff: readonly string[];
  /** Adds an entry to the log. Rejects when it is not known to be there. */
  write: (entry: AuditEntry) => Promise<void>;
  log: Logger;
}

/** An audit whose log another app keeps, which takes entries at `path` by service invocation. */
export function auditThrough({
  sidecar,
  app,
  path,
  staff,
  log,
}: {
  sidecar: Pick<Sidecar, 'invoke'>;
  /** The app id of the keeper. */
  app: string;
  path: string;
  staff: readonly string[];
  log: Logger;
}): Audit {
  return {
    staff,
    log,
    async write(entry) {
      const body = JSON.stringify(entry);
      const call = { method: 'POST', path, body, timeoutMs: WRITE_TIMEOUT_MS } as const;
      const { status } = await sidecar.invoke(app, call);
      if (status !== 204) throw new Error(`${app} answered POST ${path} with ${status}`);
    },
  };
}

/** Notes what comes to one audited operation. */
export interface Notes {
  /**
   * Runs a request that is let in. That of a person who acts for the shop is noted first, or it ends
   * with unavailable, 503; and its outcome is, if it can be. A fault of ours stays `asked`: nobody
   * knows what it has done.
   */
  run(ctx: Context, caller: Caller | undefined, next: Next): Promise<unknown>;
  /** Notes that a person was kept out. Nobody waits for it; in a flood some are left out. */
  refuse(ctx: Context, caller: Caller): void;
}

/** Notes by the operation and its roles, with one bound for all on what nobody waits for. */
export function openNotes({ staff, write, log }: Audit) {
  const refusals = new LRUCache<string, true>({ max: MAX_REFUSALS, ttl: REFUSAL_PAUSE_MS });
  let unawaited = 0;

  async function tryToWrite(entry: AuditEntry): Promise<void> {
    try {
      // What is left of the request's own time may be too little, and says nothing of the log.
      await inTimeLimit(WRITE_TIMEOUT_MS, () => write(entry));
    } catch (err) {
      log.warn({ err, ...entry }, 'audit entry not written');
    }
  }

  async function runNoted(deed: Deed, ctx: Context, next: Next): Promise<void> {
    await write({ ...deed, outcome: 'asked' }).catch((cause: unknown) => {
      throw notNoted(cause);
    });
    try {
      await next();
    } catch (error) {
      const isRefusal = error instanceof Problem && error.status < 500;
      if (isRefusal) await tryToWrite({ ...deed, outcome: 'refused' });
      throw error;
    }
    if (ctx.status >= 500) return;
    await tryToWrite({ ...deed, outcome: ctx.status < 400 ? 'done' : 'refused' });
  }

  function noteRefusal(deed: Deed): void {
    const key = `${deed.actor} ${deed.action}`;
    if (unawaited >= MAX_UNAWAITED || refusals.has(key)) return;
    refusals.set(key, true);
    unawaited += 1;
    void tryToWrite({ ...deed, outcome: 'refused' }).finally(() => {
      unawaited -= 1;
    });
  }

  return (action: string, roles: readonly string[] = []): Notes => {
    const acting = new Set(roles.filter((role) => staff.includes(role)));
    const actsForShop = (caller: Caller) =>
      caller.kind === 'user' && caller.roles.some((role) => acting.has(role));
    const deedOf = (ctx: Context, { sub }: Caller) => ({ actor: sub, action, target: ctx.path });
    return {
      run: (ctx, caller, next) =>
        caller !== undefined && actsForShop(caller)
          ? runNoted(deedOf(ctx, caller), ctx, next)
          : next(),
      refuse: (ctx, caller) => noteRefusal(deedOf(ctx, caller)),
    };
  };
}

function notNoted(cause: unknown): Problem {
  const problem = httpProblem('unavailable', 'It cannot be noted now, so nothing was done.');
  problem.cause = cause;
  return problem;
}
