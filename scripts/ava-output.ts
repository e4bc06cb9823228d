export interface TestCount {
  passed: number;
  failed: number;
}

const PASSED = /^\s*✔ /;
/** A failed test, a failed hook, or a file that exited with an error. */
const FAILED = /^\s*✘ /;

/**
 * Counts the results in ava's output, line by line. The TAP output would be the right format, but
 * its writer crashes on a failure whose details contain `undefined`, and loses the other results.
 * Skipped and planned tests are not counted.
 */
export function createAvaReader() {
  const count: TestCount = { passed: 0, failed: 0 };
  const failures: string[] = [];
  let lastPassed = '';
  return {
    count: (): TestCount => ({ ...count }),
    /** The lines of the failures, in order. */
    failures: (): string[] => [...failures],
    /** The last test that passed; empty before the first one. */
    lastPassed: (): string => lastPassed,
    read(line: string): void {
      if (PASSED.test(line)) {
        count.passed += 1;
        lastPassed = line.trim();
      } else if (FAILED.test(line)) {
        count.failed += 1;
        failures.push(line.trim());
      }
    },
  };
}
