import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isAlive, type ProcessIdentity, stopIdentified } from './process-identity.ts';
import type { ProcessKind } from './supervisor.ts';

const STOP_PATIENCE_MS = 8_000;
const STOP_ORDER: ProcessKind[][] = [['app', 'sidecar'], ['infra']];

/** A process as the state file knows it. */
export interface RecordedProcess extends ProcessIdentity {
  name: string;
  kind: ProcessKind;
  restarts: number;
  stopSignal: NodeJS.Signals;
}

/** What the launcher keeps in `<dataDir>/run.json`: enough to find its processes after a crash. */
export interface LaunchState {
  processes: RecordedProcess[];
}

/** Where the state of a data directory's launcher stands. */
export function stateFile(dataDir: string): string {
  return join(dataDir, 'run.json');
}

/** The recorded state; an absent or torn file is an empty state. */
export function readState(file: string): LaunchState {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as LaunchState;
    return Array.isArray(state.processes) ? state : { processes: [] };
  } catch {
    return { processes: [] };
  }
}

/** Writes the state so that a reader sees the old or the new one, never half of it. */
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

/** Stops what a dead launcher left running; the names of what there was. */
export async function stopLeftovers(file: string): Promise<string[]> {
  const left = readState(file).processes.filter(isAlive);
  for (const kinds of STOP_ORDER) {
    await Promise.all(
      left
        .filter(({ kind }) => kinds.includes(kind))
        .map((one) => stopIdentified(one, one.stopSignal, STOP_PATIENCE_MS)),
    );
  }
  return left.map(({ name }) => name);
}
