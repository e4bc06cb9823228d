export interface TestCount {
  passed: number;
  failed: number;
}

const PASSED = /^\s*✔ /;
/** A test that failed, a hook that failed, a file that ended badly. */
const FAILED = /^\s*✘ /;

/**
 * Counts results in what ava prints, line by line. Its TAP output would be made for this, but its
 * writer dies of a failure whose details hold `undefined`, and takes the other results with it.
 * Skipped and planned tests count as neither.
 */
export function createAvaReader() {
  const count: TestCount = { passed: 0, failed: 0 };
  const failures: string[] = [];
  let lastPassed = '';
  return {
    count: (): TestCount => ({ ...count }),
    /** The lines of what failed, in the order they came. */
    failures: (): string[] => [...failures],
    /** The newest test that passed; empty before the first. */
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
