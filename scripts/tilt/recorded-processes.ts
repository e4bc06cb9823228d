import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { identify, type ProcessIdentity, stopIdentified } from '@commerce/local-stack';

/** How long an app or a sidecar may take to end before it is killed, ms. */
const STOP_TIMEOUT_MS = 8_000;

/** A process that Tilt started with tilt/run.sh and that still runs. */
export interface RecordedProcess {
  /** The file of its record. */
  file: string;
  process: ProcessIdentity;
  /** The pid of the Tilt that started it. */
  startedBy: number;
}

/**
 * The processes that are recorded in a folder and still run. A pid that belongs to another command by now does
 * not count.
 */
export function recordedProcesses(directory: string): RecordedProcess[] {
  return globSync('*.pid', { cwd: directory }).flatMap((name): RecordedProcess[] => {
    const file = join(directory, name);
    const [pid, startedBy, command = ''] = readFileSync(file, 'utf8').split('\n');
    const found = identify(Number(pid));
    return found !== undefined && commandOf(found.pid) === command
      ? [{ file, process: found, startedBy: Number(startedBy) }]
      : [];
  });
}

/** Stops them with their groups, at once; kills what does not end in time. */
export async function stopRecorded(processes: readonly RecordedProcess[]): Promise<void> {
  await Promise.all(
    processes.map(async ({ file, process: one }) => {
      await stopIdentified(one, 'SIGTERM', STOP_TIMEOUT_MS);
      rmSync(file, { force: true });
    }),
  );
}

function commandOf(pid: number): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}
