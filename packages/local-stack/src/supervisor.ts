import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, statSync, renameSync, copyFileSync, truncateSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { logTail, SetupError } from './errors.ts';
import { signalGroup } from './process-identity.ts';

const PROBE_INTERVAL_MS = 100;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;
const MAX_FAILED_STARTS = 4;
const MAX_RESTARTS_PER_MINUTE = 40;
const MINUTE_MS = 60_000;
const MAX_LOG_BYTES = 50 * 1024 * 1024;

export type ProcessKind = 'app' | 'sidecar' | 'infra';

/** How to run one process of the stack. */
export interface ProcessSpec {
  name: string;
  kind: ProcessKind;
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The user to run as, when it is not the launcher's. */
  user?: { uid: number; gid: number } | undefined;
  logFile: string;
  /** Whether it can do its work now; asked every 100 ms until it says yes. */
  probe: () => Promise<boolean>;
  readyTimeoutMs: number;
  stopSignal: NodeJS.Signals;
  stopTimeoutMs: number;
}

/** A process that is started again when it dies, until it is stopped. */
export interface SupervisedProcess {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly logFile: string;
  readonly pid: number | undefined;
  readonly restarts: number;
  readonly stopSignal: NodeJS.Signals;
  /** Resolves once it is ready; throws SetupError with the end of its log when it will not be. */
  ready(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface SupervisorHooks {
  /** A process was started or ended. */
  onChange: () => void;
  /** A process that had been ready died and is started again. */
  onRestart: (name: string, how: string) => void;
  /** A process is given up; the stack is no longer whole. */
  onGiveUp: (error: SetupError) => void;
}

function rotate(logFile: string): void {
  try {
    renameSync(logFile, `${logFile}.1`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Keeps a log that a process is writing under 50 MB: its content moves to `<file>.1`. */
export function limitLog(logFile: string): void {
  try {
    if (statSync(logFile).size < MAX_LOG_BYTES) return;
    copyFileSync(logFile, `${logFile}.1`);
    truncateSync(logFile); // the writer appends, so it goes on at the new end
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function launch(spec: ProcessSpec): ChildProcess {
  const log = openSync(spec.logFile, 'a');
  try {
    return spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      ...spec.user,
      // A group of its own: Ctrl-C reaches the launcher only, which then stops all in order.
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** Starts a process and keeps it running. */
export function supervise(spec: ProcessSpec, hooks: SupervisorHooks): SupervisedProcess {
  let child: ChildProcess | undefined;
  let wanted = true;
  let isReady = false;
  let everReady = false;
  let failedStarts = 0;
  let restarts = 0;
  let givenUp: SetupError | undefined;
  let ended = 'it has not started';
  let stopping: Promise<void> | undefined;
  const recent: number[] = [];

  const giveUp = (why: string) => {
    givenUp = new SetupError({
      what: `${spec.name} will not come up`,
      why: `${why}\n${logTail(spec.logFile)}`,
      next: `read ${spec.logFile}, then start again`,
    });
    if (everReady) hooks.onGiveUp(givenUp);
  };
  const watchUntilReady = async (watched: ChildProcess) => {
    while (wanted && child === watched && !isReady) {
      if (await spec.probe()) {
        if (child !== watched) return;
        isReady = everReady = true;
        failedStarts = 0;
      } else await pause(PROBE_INTERVAL_MS);
    }
  };
  const start = () => {
    const started = launch(spec);
    child = started;
    isReady = false;
    started.once('error', (error) => onEnd(started, error.message));
    started.once('exit', (code, signal) => onEnd(started, `it ended with ${signal ?? code}`));
    hooks.onChange();
    void watchUntilReady(started);
  };
  const onEnd = (gone: ChildProcess, how: string) => {
    if (child !== gone) return;
    child = undefined;
    ended = how;
    if (!isReady) failedStarts += 1;
    hooks.onChange();
    if (wanted) void startAgain(how);
  };
  const startAgain = async (how: string) => {
    const now = Date.now();
    while (recent[0] !== undefined && recent[0] < now - MINUTE_MS) recent.shift();
    if (failedStarts >= MAX_FAILED_STARTS) return giveUp(`${how}, ${failedStarts} times in a row`);
    if (recent.length >= MAX_RESTARTS_PER_MINUTE) return giveUp(`${how}, over and over`);
    recent.push(now);
    if (everReady) hooks.onRestart(spec.name, how);
    await pause(failedStarts === 0 ? 0 : backoff(failedStarts));
    if (!wanted || child !== undefined) return;
    restarts += 1;
    start();
  };
  const end = async () => {
    const ending = child;
    if (ending?.pid === undefined) return;
    for (const signal of [spec.stopSignal, 'SIGKILL'] as const) {
      if (ending.exitCode !== null || ending.signalCode !== null) return;
      const exit = once(ending, 'exit');
      signalGroup(ending.pid, signal);
      await Promise.race([exit, pause(spec.stopTimeoutMs, undefined, { ref: false })]);
    }
  };

  rotate(spec.logFile);
  start();
  return {
    name: spec.name,
    kind: spec.kind,
    logFile: spec.logFile,
    stopSignal: spec.stopSignal,
    get pid() {
      return child?.pid;
    },
    get restarts() {
      return restarts;
    },
    async ready() {
      const deadline = Date.now() + spec.readyTimeoutMs;
      while (!isReady) {
        if (givenUp !== undefined) throw givenUp;
        if (!wanted) throw new Error(`${spec.name} was stopped before it was ready`);
        if (Date.now() > deadline) {
          const state = child === undefined ? ended : 'it runs, but does not answer as ready';
          giveUp(`${state} after ${spec.readyTimeoutMs / 1000} s`);
        } else await pause(PROBE_INTERVAL_MS / 2);
      }
    },
    signal(signal) {
      if (child?.pid !== undefined) signalGroup(child.pid, signal);
    },
    async restart() {
      wanted = false;
      await end();
      [wanted, failedStarts, givenUp] = [true, 0, undefined];
      restarts += 1;
      if (child === undefined) start();
      await this.ready();
    },
    stop() {
      wanted = false;
      stopping ??= end();
      return stopping;
    },
  };
}

function backoff(failures: number): number {
  return Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
}
