import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 50;
// In /proc/<pid>/stat, counted after the command name, which may contain spaces.
const START_TIME_FIELD = 19;
const STATE_FIELD = 0;

/** Identifies a process even if its pid is reused. */
export interface ProcessIdentity {
  pid: number;
  born: string;
}

/**
 * The start time of a process, in a comparable form; undefined if there is no such process (or only
 * a zombie). Reads /proc on Linux, uses ps elsewhere.
 */
export function bornAt(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') {
      const format = ['-o', 'stat=,lstart=', '-p', String(pid)];
      const [state = '', ...start] = execFileSync('ps', format, { encoding: 'utf8' })
        .trim()
        .split(/\s+/);
      return state.startsWith('Z') ? undefined : start.join(' ');
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[STATE_FIELD] === 'Z') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${fields[START_TIME_FIELD]}`;
  } catch {
    return undefined;
  }
}

/** The identity of a live process; undefined if it has ended. */
export function identify(pid: number): ProcessIdentity | undefined {
  const born = bornAt(pid);
  return born === undefined ? undefined : { pid, born };
}

export function isAlive({ pid, born }: ProcessIdentity): boolean {
  return bornAt(pid) === born;
}

/** Signals the process group that a process leads, or only the process if it leads none. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Stops a process with a signal and, after timeoutMs, with SIGKILL. Never touches a reused pid. */
export async function stopIdentified(
  target: ProcessIdentity,
  signal: NodeJS.Signals,
  timeoutMs: number,
): Promise<void> {
  for (const step of [signal, 'SIGKILL'] as const) {
    if (!isAlive(target)) return;
    signalGroup(target.pid, step);
    const deadline = Date.now() + timeoutMs;
    while (isAlive(target) && Date.now() < deadline) await pause(POLL_MS);
  }
}
