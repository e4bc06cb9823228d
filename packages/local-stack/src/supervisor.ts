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
  /** The user to run as, if not the launcher's. */
  user?: { uid: number; gid: number } | undefined;
  logFile: string;
  /** Whether it is ready; called every 100 ms until it returns true. */
  probe: () => Promise<boolean>;
  readyTimeoutMs: number;
  stopSignal: NodeJS.Signals;
  stopTimeoutMs: number;
}

/** A process that is restarted when it ends, until it is stopped. */
export interface SupervisedProcess {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly logFile: string;
  readonly pid: number | undefined;
  readonly restarts: number;
  readonly stopSignal: NodeJS.Signals;
  /**
   * Resolves once it is ready; throws a SetupError with the end of its log if it does not become
   * ready.
   */
  ready(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface SupervisorHooks {
  /** A process has started or ended. */
  onChange: () => void;
  /** A process that was ready has ended and is restarted. */
  onRestart: (name: string, how: string) => void;
  /** The supervisor gives up a process; the stack is no longer complete. */
  onGiveUp: (error: SetupError) => void;
}

function rotate(logFile: string): void {
  try {
    renameSync(logFile, `${logFile}.1`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Rotates the log of a running process at 50 MB: its content moves to `<file>.1`. */
export function limitLog(logFile: string): void {
  try {
    if (statSync(logFile).size < MAX_LOG_BYTES) return;
    copyFileSync(logFile, `${logFile}.1`);
    truncateSync(logFile); // the writer appends, so it continues at the new end
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
      // A separate process group: Ctrl-C reaches only the launcher, which then stops everything in
      // order.
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

// The current state of a supervised process.
interface Watch {
  spec: ProcessSpec;
  hooks: SupervisorHooks;
  child: ChildProcess | undefined;
  /** False once it is meant to be stopped. */
  wanted: boolean;
  isReady: boolean;
  everReady: boolean;
  failedStarts: number;
  restarts: number;
  recentRestarts: number[];
  ended: string;
  givenUp: SetupError | undefined;
}

function giveUp(watch: Watch, why: string): void {
  const { spec, hooks, everReady } = watch;
  watch.givenUp = new SetupError({
    what: `${spec.name} does not start`,
    why: `${why}\n${logTail(spec.logFile)}`,
    next: `read ${spec.logFile}, then start again`,
  });
  if (everReady) hooks.onGiveUp(watch.givenUp);
}

function start(watch: Watch): void {
  const started = launch(watch.spec);
  watch.child = started;
  watch.isReady = false;
  started.once('error', (error) => onEnd(watch, started, error.message));
  started.once('exit', (code, signal) => {
    onEnd(watch, started, `it ended with ${signal ?? code}`);
  });
  watch.hooks.onChange();
  void pollUntilReady(watch, started);
}

async function pollUntilReady(watch: Watch, started: ChildProcess): Promise<void> {
  while (watch.wanted && watch.child === started && !watch.isReady) {
    if (!(await watch.spec.probe())) await pause(PROBE_INTERVAL_MS);
    else if (watch.child === started) {
      watch.isReady = watch.everReady = true;
      watch.failedStarts = 0;
    }
  }
}

function onEnd(watch: Watch, gone: ChildProcess, how: string): void {
  if (watch.child !== gone) return;
  watch.child = undefined;
  watch.ended = how;
  if (!watch.isReady) watch.failedStarts += 1;
  watch.hooks.onChange();
  if (watch.wanted) void restartAfterEnd(watch, how);
}

async function restartAfterEnd(watch: Watch, how: string): Promise<void> {
  const { failedStarts, recentRestarts } = watch;
  const now = Date.now();
  while (recentRestarts[0] !== undefined && recentRestarts[0] < now - MINUTE_MS) {
    recentRestarts.shift();
  }
  if (failedStarts >= MAX_FAILED_STARTS) {
    return giveUp(watch, `${how}, ${failedStarts} times in a row`);
  }
  if (recentRestarts.length >= MAX_RESTARTS_PER_MINUTE)
    return giveUp(watch, `${how}, more than ${MAX_RESTARTS_PER_MINUTE} times a minute`);
  recentRestarts.push(now);
  if (watch.everReady) watch.hooks.onRestart(watch.spec.name, how);
  await pause(failedStarts === 0 ? 0 : backoff(failedStarts));
  if (!watch.wanted || watch.child !== undefined) return;
  watch.restarts += 1;
  start(watch);
}

async function end({ child, spec }: Watch): Promise<void> {
  if (child?.pid === undefined) return;
  for (const signal of [spec.stopSignal, 'SIGKILL'] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    signalGroup(child.pid, signal);
    await Promise.race([exit, pause(spec.stopTimeoutMs, undefined, { ref: false })]);
  }
}

async function untilReady(watch: Watch): Promise<void> {
  const { spec } = watch;
  const deadline = Date.now() + spec.readyTimeoutMs;
  while (!watch.isReady) {
    if (watch.givenUp !== undefined) throw watch.givenUp;
    if (!watch.wanted) throw new Error(`${spec.name} was stopped before it was ready`);
    if (Date.now() > deadline) {
      const runs = 'it runs, but does not answer as ready';
      const state = watch.child === undefined ? watch.ended : runs;
      giveUp(watch, `${state} after ${spec.readyTimeoutMs / 1000} s`);
    } else await pause(PROBE_INTERVAL_MS / 2);
  }
}

/** Starts a process and keeps it running. */
export function supervise(spec: ProcessSpec, hooks: SupervisorHooks): SupervisedProcess {
  const watch: Watch = {
    spec,
    hooks,
    child: undefined,
    wanted: true,
    isReady: false,
    everReady: false,
    failedStarts: 0,
    restarts: 0,
    recentRestarts: [],
    ended: 'it has not started',
    givenUp: undefined,
  };
  let stopping: Promise<void> | undefined;
  rotate(spec.logFile);
  start(watch);
  return {
    name: spec.name,
    kind: spec.kind,
    logFile: spec.logFile,
    stopSignal: spec.stopSignal,
    get pid() {
      return watch.child?.pid;
    },
    get restarts() {
      return watch.restarts;
    },
    ready: () => untilReady(watch),
    signal(signal) {
      if (watch.child?.pid !== undefined) signalGroup(watch.child.pid, signal);
    },
    async restart() {
      watch.wanted = false;
      await end(watch);
      Object.assign(watch, { wanted: true, failedStarts: 0, givenUp: undefined });
      watch.restarts += 1;
      if (watch.child === undefined) start(watch);
      await untilReady(watch);
    },
    stop() {
      watch.wanted = false;
      stopping ??= end(watch);
      return stopping;
    },
  };
}

function backoff(failures: number): number {
  return Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
}
