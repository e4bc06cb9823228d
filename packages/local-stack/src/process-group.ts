import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SetupError } from './errors.ts';
import { stateFile, writeState } from './launch-state.ts';
import type { Progress } from './progress.ts';
import { limitLog, type ProcessSpec, type SupervisedProcess, supervise } from './supervisor.ts';

const LOG_CHECK_MS = 15_000;
// A sidecar finishes its deliveries while its app still answers; the stores stop last.
const STOP_STAGES: ((one: SupervisedProcess) => boolean)[] = [
  ({ kind }) => kind === 'sidecar',
  ({ kind }) => kind === 'app',
  ({ name, kind }) => kind === 'infra' && !isStore(name),
  ({ name }) => isStore(name),
];
const APP_STAGES = 2;

function isStore(name: string): boolean {
  return name === 'postgres' || name === 'redis' || name === 'broker';
}

/** The process group of a stack: all its processes. */
export interface ProcessGroup {
  run(spec: ProcessSpec): SupervisedProcess;
  find(name: string): SupervisedProcess;
  readonly members: readonly SupervisedProcess[];
  logFile(name: string): string;
  /** Stops apps and sidecars, each within its own time limit; no new process can start. */
  stopApps(): Promise<void>;
  /** Stops everything in the same way. Both can be called twice. */
  stop(): Promise<void>;
}

/** An empty group whose processes are recorded in the data directory while they run. */
export function openProcessGroup(options: {
  dataDir: string;
  progress: Progress;
  onGiveUp: (error: SetupError) => void;
}): ProcessGroup {
  const { dataDir, progress, onGiveUp } = options;
  const logs = join(dataDir, 'logs');
  mkdirSync(logs, { recursive: true });
  const members: SupervisedProcess[] = [];
  const record = () => writeState(stateFile(dataDir), members);
  const logTimer = setInterval(() => {
    for (const { logFile } of members) limitLog(logFile);
  }, LOG_CHECK_MS);
  logTimer.unref();
  let isStopping = false;
  const stopStages = async (stages: typeof STOP_STAGES) => {
    isStopping = true;
    for (const isInStage of stages) {
      await Promise.all(members.filter(isInStage).map((one) => one.stop()));
    }
  };
  return {
    members,
    logFile: (name) => join(logs, `${name}.log`),
    run(spec) {
      if (isStopping) throw new Error(`${spec.name} is not started: the stack is stopping`);
      const started = supervise(spec, {
        onChange: record,
        onRestart: (name, how) => progress.line(`  ! ${name}: ${how}; restarted`),
        onGiveUp,
      });
      members.push(started);
      record();
      return started;
    },
    find(name) {
      const found = members.find((one) => one.name === name);
      if (found === undefined) throw new Error(`the stack has no process ${name}`);
      return found;
    },
    stopApps: () => stopStages(STOP_STAGES.slice(0, APP_STAGES)),
    async stop() {
      await stopStages(STOP_STAGES);
      clearInterval(logTimer);
      record();
    },
  };
}
