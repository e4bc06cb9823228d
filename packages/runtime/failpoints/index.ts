import { existsSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What an armed point does instead of ending the process; who asks it decides what that means. */
export type Fault = 'fail' | 'refuse' | 'repeat';
const FAULTS: readonly string[] = ['fail', 'refuse', 'repeat'] satisfies Fault[];

/** Ends the process at a named place, or tells of a fault there, for tests that prove recovery. */
export type Failpoint = (name: string) => Fault | undefined;

/**
 * With a directory: when `<directory>/<service>.<name>` exists, takes it away, so that an armed
 * point fires once; then answers the fault that it names, or kills this process (SIGKILL) when it is
 * empty. Without a directory: does nothing.
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
