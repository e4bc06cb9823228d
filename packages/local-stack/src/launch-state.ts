import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isAlive, type ProcessIdentity, stopIdentified } from './process-identity.ts';
import type { ProcessKind } from './supervisor.ts';

const STOP_TIMEOUT_MS = 8_000;
const STOP_ORDER: ProcessKind[][] = [['app', 'sidecar'], ['infra']];

/** A process in the state file. */
export interface RecordedProcess extends ProcessIdentity {
  name: string;
  kind: ProcessKind;
  restarts: number;
  stopSignal: NodeJS.Signals;
}

/** The content of `<dataDir>/run.json`: enough to find the launcher's processes after a crash. */
export interface LaunchState {
  processes: RecordedProcess[];
}

/** The state file of a data directory. */
export function stateFile(dataDir: string): string {
  return join(dataDir, 'run.json');
}

/** The recorded state; empty if the file is missing or incomplete. */
export function readState(file: string): LaunchState {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as LaunchState;
    return Array.isArray(state.processes) ? state : { processes: [] };
  } catch {
    return { processes: [] };
  }
}

/** Writes the state atomically: a reader sees the old or the new one, never a part. */
export function writeState(
  file: string,
  running: {
    name: string;
    kind: ProcessKind;
    pid: number | undefined;
    restarts: number;
    stopSignal: NodeJS.Signals;
  }[],
): void {
  const processes = running.flatMap(({ name, kind, pid, restarts, stopSignal }) => {
    const identity = pid === undefined ? undefined : identify(pid);
    return identity === undefined ? [] : [{ ...identity, name, kind, restarts, stopSignal }];
  });
  writeFileSync(`${file}.new`, JSON.stringify({ processes }, null, 2));
  renameSync(`${file}.new`, file);
}

/** Stops the processes that a dead launcher left running. Returns their names. */
export async function stopLeftovers(file: string): Promise<string[]> {
  const leftovers = readState(file).processes.filter(isAlive);
  for (const kinds of STOP_ORDER) {
    await Promise.all(
      leftovers
        .filter(({ kind }) => kinds.includes(kind))
        .map((one) => stopIdentified(one, one.stopSignal, STOP_TIMEOUT_MS)),
    );
  }
  return leftovers.map(({ name }) => name);
}
