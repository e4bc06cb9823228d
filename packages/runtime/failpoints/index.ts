import { existsSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Ends the process at a named place, for tests that prove recovery. */
export type Failpoint = (name: string) => void;

/**
 * With a directory: kills this process (SIGKILL) when `<directory>/<service>.<name>` exists, and
 * takes the file away first, so that an armed point fires once. Without one: does nothing.
 */
export function createFailpoint(service: string, directory: string | undefined): Failpoint {
  if (directory === undefined) return () => {};
  return (name) => {
    const armed = join(directory, `${service}.${name}`);
    if (!existsSync(armed)) return;
    unlinkSync(armed);
    process.kill(process.pid, 'SIGKILL');
  };
}
