import { spawnSync } from 'node:child_process';
import { SetupError } from '@commerce/local-stack';
import { npmCommand } from '../npm.ts';

/** Faults of less weight are a matter for the next update. */
const STOPPING = new Set(['high', 'critical']);
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

/** What `npm audit --json` writes, as far as it is read. */
interface Report {
  vulnerabilities?: Record<string, { severity: string; via: (Advisory | string)[] }>;
  message?: string;
  error?: { summary?: string };
}

interface Advisory {
  title: string;
  url: string;
}

/**
 * The packages of package-lock.json in a folder with a published fault that is high or critical, one sentence
 * each. Throws SetupError if the registry of npm does not say.
 */
export function dependencyFaults(folder: string): string[] {
  const [command, ...prefix] = npmCommand();
  const args = [...prefix, 'audit', '--json', '--package-lock-only'];
  const { stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: MAX_REPORT_BYTES,
  });
  const report = reportOf(stdout);
  if (report?.vulnerabilities === undefined) {
    throw new SetupError({
      what: 'the known faults of dependencies cannot be looked up',
      why: report?.message || report?.error?.summary || stderr.trim() || 'npm audit says nothing',
      next: 'use a registry that answers npm audit: npm config set registry',
    });
  }
  return Object.entries(report.vulnerabilities)
    .filter(([, { severity }]) => STOPPING.has(severity))
    .map(([name, { severity, via }]) => `${name}, ${severity}: ${causeOf(via)}`);
}

function reportOf(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined;
  }
}

// A package may have only the faults of those that it depends on, which are named.
function causeOf(via: readonly (Advisory | string)[]): string {
  return via
    .map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} (${one.url})`))
    .join('; ');
}
