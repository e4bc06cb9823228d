import { execFileSync } from 'node:child_process';
import type { TestStack } from '@commerce/testing';

/** How much a process's memory may grow during a test file. */
const MAX_GROWTH_BYTES = 384 * 1024 * 1024;

function rssOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}

/** Records the memory of processes; `excess` names those that grew above the limit, or ended. */
export function watchMemory(stack: TestStack, names: string[]) {
  const before = names.map((name) => {
    const { pid } = stack.process(name);
    return { name, pid, bytes: rssOf(pid) };
  });
  return {
    excess: () =>
      before
        .filter(
          ({ name, pid, bytes }) =>
            stack.process(name).pid !== pid || rssOf(pid) - bytes > MAX_GROWTH_BYTES,
        )
        .map(({ name, pid, bytes }) => `${name}: ${bytes} bytes as ${pid}, now another or more`),
  };
}
