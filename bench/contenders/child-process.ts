import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ContenderProcess } from './contender.ts';

const READY_TIMEOUT_MS = 60_000;
const READY_POLL_MS = 100;
const STOP_TIMEOUT_MS = 10_000;
const LOG_TAIL_CHARS = 2_000;

/** How to run a program of a contender. */
export interface ChildSpec {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  logFile: string;
  /** Whether it is ready. */
  isReady: () => Promise<boolean>;
}

export interface ChildProgram extends ContenderProcess {
  stop: () => Promise<void>;
}

/**
 * Starts a program and resolves once it is ready. Throws with the end of its log if it does not
 * become ready.
 */
export async function startChild(spec: ChildSpec): Promise<ChildProgram> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, 'a');
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...spec.env };
  const stdio: ['ignore', number, number] = ['ignore', log, log];
  const child = spawn(spec.command, spec.args, { cwd: spec.cwd, env, stdio });
  closeSync(log);
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure = `it ended with ${signal ?? code}`));
  const endWithBench = () => child.kill('SIGKILL');
  process.once('exit', endWithBench);
  const stop = async () => {
    process.removeListener('exit', endWithBench);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (failure !== undefined) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await Promise.race([ended, pause(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    }
  };
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await spec.isReady())) {
    if (failure === undefined && Date.now() < deadline) {
      await pause(READY_POLL_MS);
      continue;
    }
    await stop();
    const tail = readFileSync(spec.logFile, 'utf8').slice(-LOG_TAIL_CHARS);
    throw new Error(`${spec.name} does not start: ${failure ?? 'not ready'}\n${tail}`);
  }
  return { name: spec.name, pid: child.pid as number, stop };
}

/** Whether a URL answers with success. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(READY_TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}

/** Whether a process listens on a port of the loopback address. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (does: boolean) => {
      socket.destroy();
      resolve(does);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
