import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { silentProgress, wipeDirectory } from '@commerce/local-stack';
import type { ExecutionContext } from 'ava';

const ROOT = resolve(import.meta.dirname, '../../..');

/** A data directory for one test; its remaining processes are stopped at the end of the test. */
export function ownDataDirectory(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'launcher-test-'));
  t.teardown(() => wipeDirectory(directory, silentProgress));
  return directory;
}

/** A launcher script in a separate process, with its output so far. */
export interface Launcher {
  child: ChildProcess;
  pid: number;
  output: () => string;
  ended: Promise<number | null>;
}

/**
 * Starts a launcher script on free ports. It is killed at the end of the test if it is still
 * running.
 */
export function launch(
  t: ExecutionContext,
  script: string,
  options: { dataDir: string; args?: string[]; env?: Record<string, string | undefined> },
): Launcher {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'scripts', script), ...(options.args ?? [])], {
    cwd: ROOT,
    env: {
      ...inherited,
      COMMERCE_DATA_DIR: options.dataDir,
      LOCAL_PORTS: 'free',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  t.teardown(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return { child, pid: child.pid ?? 0, output: () => output, ended };
}
