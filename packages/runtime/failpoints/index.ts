import { existsSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What an armed failpoint returns instead of killing the process; its caller decides what that
 * means.
 */
export type Fault = 'fail' | 'refuse' | 'repeat';
const FAULTS: readonly string[] = ['fail', 'refuse', 'repeat'] satisfies Fault[];

/** Kills the process at a named point, or returns a fault there, for tests that prove recovery. */
export type Failpoint = (name: string) => Fault | undefined;

/**
 * With a directory: if `<directory>/<service>.<name>` exists, removes it, so that an armed
 * failpoint fires once; then returns the fault that the file names, or kills this process (SIGKILL)
 * if the file is empty. Without a directory: does nothing.
 */
export function createFailpoint(service: string, directory: string | undefined): Failpoint {
  if (directory === undefined) return () => undefined;
  return (name) => {
    const armed = join(directory, `${service}.${name}`);
    if (!existsSync(armed)) return undefined;
    const fault = readFileSync(armed, 'utf8');
    unlinkSync(armed);
    if (FAULTS.includes(fault)) return fault as Fault;
    process.kill(process.pid, 'SIGKILL');
    return undefined;
  };
}
