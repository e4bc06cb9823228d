// What Tilt starts first without a cluster: PostgreSQL, Redis, the services of Dapr and the payment provider.
// It writes what the apps and sidecars need, which Tilt starts itself, and outlives Tilt until they have ended.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createProgress,
  formatFailure,
  type ProcessSpec,
  type Stack,
  startStack,
} from '@commerce/local-stack';
import { commandLine, DATA_DIRECTORY } from '../command-line.ts';
import { Interruption, interruption, untilAborted } from '../interruption.ts';
import { endWith, portOptions } from '../launch.ts';
import { dataDirectory } from '../places.ts';
import { shellExports } from '../shell-exports.ts';
import { recordedProcesses, stopRecorded } from './recorded-processes.ts';

const PARENT_CHECK_MS = 500;
const ENDED_POLL_MS = 100;
/** Longer than the 2 s after which Tilt ends, whatever still runs. */
const TILT_STOP_LIMIT_MS = 5_000;
const OWNER_ONLY = 0o600;
const SIGTERM_EXIT_CODE = 143;

commandLine({
  name: 'node scripts/run.mjs scripts/tilt/backing.ts',
  about: 'For Tilt: starts what the apps need, and gives Tilt what it needs to start them.',
  environment: `GATEWAY_PORT, DATABASE_URL, REDIS_URL, DAPR_BIN_DIR, ${DATA_DIRECTORY}`,
}).parse();

const tilt = process.ppid;
const isTiltGone = () => process.ppid !== tilt;

/** Aborts on a signal, and when Tilt has ended without one. */
function untilTiltEnds(): AbortSignal {
  const ended = new AbortController();
  setInterval(() => {
    if (isTiltGone()) ended.abort(new Interruption('the end of Tilt', SIGTERM_EXIT_CODE));
  }, PARENT_CHECK_MS).unref();
  return AbortSignal.any([interruption(), ended.signal]);
}

/** Writes the environment of each process, and the program of the sidecars under a fixed name. */
function handOver(directory: string, processes: readonly ProcessSpec[]): void {
  for (const { name, kind, command, env } of processes) {
    const own = Object.entries(env).flatMap(([variable, value]): [string, string][] =>
      value === undefined || value === process.env[variable] ? [] : [[variable, value]],
    );
    const text = shellExports(Object.fromEntries(own));
    writeFileSync(join(directory, `${name}.env`), text, { mode: OWNER_ONLY });
    if (kind !== 'sidecar') continue;
    const link = join(directory, 'daprd');
    rmSync(link, { force: true });
    symlinkSync(command, link);
  }
}

/**
 * Tilt has asked its processes to stop, or only this one. In the first case nothing may be stopped that they
 * still use, and what Tilt left is stopped here.
 */
async function endOfApps(directory: string): Promise<void> {
  const deadline = Date.now() + TILT_STOP_LIMIT_MS;
  while (!isTiltGone() && recordedProcesses(directory).length > 0 && Date.now() < deadline) {
    await pause(ENDED_POLL_MS);
  }
  if (isTiltGone()) await stopRecorded(recordedProcesses(directory));
}

async function main(): Promise<number> {
  const dataDir = dataDirectory();
  const directory = join(dataDir, 'tilt');
  const ready = join(directory, 'ready');
  mkdirSync(directory, { recursive: true });
  rmSync(ready, { force: true });
  const signal = untilTiltEnds();
  await stopRecorded(recordedProcesses(directory).filter(({ startedBy }) => startedBy !== tilt));
  const progress = createProgress();
  const stack: Stack = await startStack({
    ...portOptions(),
    // Those of tilt/derived.json.
    ports: 'listed',
    dataDir,
    progress,
    signal,
    requireMtls: true,
    handOver: (processes) => handOver(directory, processes),
    onGiveUp: (error) => console.error(`\n${formatFailure(error)}`),
  });
  writeFileSync(ready, String(process.pid));
  try {
    return await untilAborted(signal);
  } catch (error) {
    return endWith(error);
  } finally {
    rmSync(ready, { force: true });
    await endOfApps(directory);
    await stack.stop();
  }
}

process.exit(await main().catch(endWith));
