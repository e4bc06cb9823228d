export interface TestCount {
  passed: number;
  failed: number;
}

const RESULT = /^(not )?ok \d+ - (.*?)( # (SKIP|TODO).*)?$/;

/**
 * Reads TAP, as ava writes it, line by line: counts results and shows them in short, with the
 * diagnostics of a failure in full. Skipped and planned tests count as neither.
 */
export function createTapReader(show: (line: string) => void) {
  const count: TestCount = { passed: 0, failed: 0 };
  let isInDiagnostics = false;
  let isFailure = false;
  return {
    count: (): TestCount => ({ ...count }),
    read(line: string): void {
      if (/^\s+(---|\.\.\.)$/.test(line)) {
        isInDiagnostics = line.trim() === '---';
        return;
      }
      if (isInDiagnostics) {
        if (isFailure) show(`    ${line}`);
        return;
      }
      const result = RESULT.exec(line);
      if (result === null) {
        if (line.startsWith('Bail out!')) count.failed += 1;
        if (!/^(TAP version|\d+\.\.\d+|# (tests|pass|skip|fail|todo)|# .* hook$|$)/.test(line))
          show(`    ${line}`);
        return;
      }
      const [, not, title = '', , directive] = result;
      isFailure = not !== undefined && directive === undefined;
      if (isFailure) count.failed += 1;
      else if (directive === undefined) count.passed += 1;
      show(`  ${isFailure ? '✗' : directive === undefined ? '✓' : '-'} ${title}`);
    },
  };
}
