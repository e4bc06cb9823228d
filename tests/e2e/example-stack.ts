import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { silentProgress, type Stack, startStack, wipeDirectory } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
const RESTART_LIMIT_MS = 30_000;

/** A running example with its own services, beside the platform of the test run. */
export interface ExampleStack {
  appUrl: string;
  sidecarUrl: string;
  stack: Stack;
  /** Kills a process (SIGKILL) and waits until the launcher has restarted it. */
  kill: (name: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts an example on free ports and temporary data. */
export async function startExample(name: string): Promise<ExampleStack> {
  const dataDir = mkdtempSync(join(tmpdir(), `example-${name}-`));
  const clean = async () => {
    await wipeDirectory(dataDir, silentProgress);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const runFile = join(EXAMPLES, name, 'dapr.yaml');
  const options = { ports: 'free', isolated: true, progress: silentProgress } as const;
  const stack = await startStack({ ...options, dataDir, runFile }).catch(async (error: unknown) => {
    await clean();
    throw error;
  });
  const { app, daprHttp } = stack.app(name);
  return {
    appUrl: `http://127.0.0.1:${app}`,
    sidecarUrl: `http://127.0.0.1:${daprHttp}`,
    stack,
    async kill(process) {
      const found = stack.processes.find((one) => one.name === process);
      const pid = found?.pid;
      if (found === undefined || pid === undefined) throw new Error(`${process} does not run`);
      stack.kill(process, 'SIGKILL');
      const isNew = () => found.pid !== undefined && found.pid !== pid;
      await waitUntil(isNew, { timeoutMs: RESTART_LIMIT_MS, what: `${process} is restarted` });
    },
    async stop() {
      await stack.stop();
      await clean();
    },
  };
}
