import { currentContext, type Logger } from '../telemetry/index.ts';
import type { AuditEntry } from './audit-entry.ts';

/** Most entries of one write. */
const MAX_ENTRIES = 100;
/** How long the first entry waits for others, ms. */
const COLLECT_MS = 500;
/** Pause after a failed write, ms. */
const FAULT_PAUSE_MS = 1_000;
/** Most entries that wait; commands are refused while there are more. */
const MAX_WAITING = 1_000;

/** An entry that is written after its action, with the time and the cause of the action. */
export interface NotedEntry extends AuditEntry {
  /** ISO 8601 in UTC. */
  at: string;
  correlationId: string;
}

/** The audit of service clients: their actions are recorded together, soon after they ran. */
export interface ClientAudit {
  /** False while so many entries wait for the log that no more actions may run. */
  hasRoom: () => boolean;
  /** Adds an entry. */
  note: (entry: AuditEntry) => void;
  /** Writes what waits, once; for the end of the process. Never rejects. */
  flush: () => Promise<void>;
}

/** Collects entries for `write`, which rejects unless it has stored all of them. */
export function openClientAudit({
  write,
  log,
}: {
  write: (entries: readonly NotedEntry[]) => Promise<void>;
  log: Logger;
}): ClientAudit {
  const waiting: NotedEntry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      running ??= writeAll().finally(() => (running = undefined));
    }, ms).unref();
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const entries = waiting.slice(0, MAX_ENTRIES);
      try {
        await write(entries);
      } catch (err) {
        log.warn({ err, waiting: waiting.length }, 'audit entries not written yet');
        schedule(FAULT_PAUSE_MS);
        return;
      }
      waiting.splice(0, entries.length);
    }
  }

  return {
    hasRoom: () => waiting.length < MAX_WAITING,
    note(entry) {
      const correlationId = currentContext()?.correlationId ?? '';
      waiting.push({ ...entry, at: new Date().toISOString(), correlationId });
      schedule(COLLECT_MS);
    },
    async flush() {
      await running;
      await writeAll();
      clearTimeout(timer);
      timer = undefined;
      if (waiting.length > 0) log.error({ entries: waiting }, 'audit entries lost');
    },
  };
}
