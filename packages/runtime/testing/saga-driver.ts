import { deepStrictEqual } from 'node:assert';
import type { Fault } from '../failpoints/index.ts';
import {
  type HostedSaga,
  hostSagas,
  performOf,
  type SagaContext,
  type SagaEnd,
  type StepResult,
  type Workflow,
} from '../saga/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { asJson } from './as-json.ts';
import { fractionsOf } from './shuffled.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** Steps after which the sagas of a test have lost their bounds. */
const MAX_STEPS = 100_000;

/** A run of a saga, as far as it got. */
export interface SagaRunReport {
  status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  /** How it ended; undefined unless it is completed. */
  end: SagaEnd | undefined;
  /** Why it failed: its body threw. */
  failure: string | undefined;
  /** The activities that it called, in their order, with every repeat. */
  called: readonly string[];
  /** How long it took on the virtual clock, ms. */
  elapsedMs: number;
}

/** Runs sagas without a sidecar, as Dapr Workflow does. */
export interface SagaDriver {
  /** Starts a run; does nothing if the instance is running. One that has ended starts again. */
  start: (saga: string, instanceId: string, input: object) => void;
  /**
   * Runs all sagas until they have ended. While all of them pause, the clock moves to the end of the
   * shortest pause.
   */
  untilIdle: () => Promise<void>;
  /** The run of an instance, if there is one. */
  run: (instanceId: string) => SagaRunReport | undefined;
  /**
   * Arms a fault once: at `before-<activity>` or `after-<activity>` the activity fails, is refused or
   * runs twice.
   */
  arm: (point: string, fault: Fault) => void;
  /** Whether a fault is armed that has not happened yet. */
  isArmed: (point: string) => boolean;
}

type Task = { activity: string; input: object } | { pauseSeconds: number };

interface Run {
  saga: string;
  input: object;
  status: SagaRunReport['status'];
  /** The tasks that are done, with their results: the body is replayed with them. */
  history: { task: Task; result: StepResult | undefined }[];
  startedAt: number;
  endedAt: number;
  /** It pauses until then. */
  wakesAt: number;
  end: SagaEnd | undefined;
  failure: string | undefined;
}

// The body of a saga only describes its tasks; the driver does them.
const context = {
  callActivity: (activity: string, input: object): Task => ({ activity, input }),
  createTimer: (pauseSeconds: number): Task => ({ pauseSeconds }),
} as unknown as SagaContext;

/**
 * Drives sagas on a virtual clock, one step of one run at a time. Before each step the body is
 * replayed from its history, as Dapr does, so every step is also a restart of the process. With a
 * `seed`, which run goes next is mixed as it determines; without, they take turns.
 */
export function sagaDriver<D>({
  sagas,
  deps,
  clock = virtualClock(),
  seed,
}: {
  sagas: readonly HostedSaga<D>[];
  deps: D;
  clock?: VirtualClock;
  seed?: number;
}): SagaDriver {
  const { workflows, activities } = hostSagas(sagas, deps);
  const log = createLogger({ service: 'test', level: 'silent' });
  const runs = new Map<string, Run>();
  const faults = armedFaults(Object.keys(activities));
  const perform = performOf(activities, faults.fire, log);
  const fraction = seed === undefined ? () => 0 : fractionsOf(seed);

  async function step(run: Run): Promise<void> {
    const workflow = workflows[run.saga] as Workflow;
    const next = await replay(workflow, run);
    if (!('task' in next)) return void Object.assign(run, next, { endedAt: clock.now() });
    const { task } = next;
    if ('pauseSeconds' in task) {
      run.wakesAt = clock.now() + task.pauseSeconds * 1_000;
      run.history.push({ task, result: undefined });
      return;
    }
    const result = (await perform(task.activity, asJson(task.input))) as StepResult;
    run.history.push({ task, result });
  }

  return {
    start(saga, instanceId, input) {
      if (!Object.hasOwn(workflows, saga)) throw new Error(`there is no saga ${saga}`);
      if (runs.get(instanceId)?.status === 'RUNNING') return;
      const now = clock.now();
      const times = { startedAt: now, endedAt: now, wakesAt: now };
      const fresh = { status: 'RUNNING', end: undefined, failure: undefined } as const;
      runs.set(instanceId, { saga, input: asJson(input), ...times, ...fresh, history: [] });
    },

    async untilIdle() {
      for (let steps = 0; steps < MAX_STEPS; steps++) {
        const run = nextRun(runs, clock, fraction());
        if (run === undefined) return;
        await step(run);
      }
      throw new Error(`the sagas have not ended after ${MAX_STEPS} steps`);
    },

    run(instanceId) {
      const run = runs.get(instanceId);
      return run && reportOf(run, clock);
    },

    arm: faults.arm,
    isArmed: faults.isArmed,
  };
}

/** The next run that can go on; it goes to the end of the queue. Moves the clock if all of them pause. */
function nextRun(runs: Map<string, Run>, clock: VirtualClock, fraction: number): Run | undefined {
  const running = [...runs].filter(([, { status }]) => status === 'RUNNING');
  if (running.length === 0) return undefined;
  clock.moveTo(Math.min(...running.map(([, { wakesAt }]) => wakesAt)));
  const ready = running.filter(([, { wakesAt }]) => wakesAt <= clock.now());
  const [id, run] = ready[Math.floor(fraction * ready.length)] as [string, Run];
  runs.delete(id);
  runs.set(id, run);
  return run;
}

function armedFaults(activities: readonly string[]) {
  const points = activities.flatMap((name) => [`before-${name}`, `after-${name}`]);
  const armed = new Map<string, Fault>();
  return {
    fire(point: string): Fault | undefined {
      const fault = armed.get(point);
      armed.delete(point);
      return fault;
    },
    arm(point: string, fault: Fault): void {
      if (!points.includes(point)) throw new Error(`no activity has the point ${point}`);
      armed.set(point, fault);
    },
    isArmed: (point: string) => armed.has(point),
  };
}

type Ended = { status: 'COMPLETED'; end: SagaEnd } | { status: 'FAILED'; failure: string };

/** Runs a body with the results of its history; answers its next task, or how it has ended. */
async function replay(
  workflow: Workflow,
  { input, history }: Run,
): Promise<{ task: Task } | Ended> {
  const body = workflow(context, asJson(input));
  try {
    let at = await body.next();
    for (const { task, result } of history) {
      deepStrictEqual(at.done ? undefined : at.value, task, 'the body of the saga has changed');
      at = await body.next(result);
    }
    if (at.done !== true) return { task: at.value as Task };
    return { status: 'COMPLETED', end: at.value as SagaEnd };
  } catch (error) {
    return { status: 'FAILED', failure: (error as Error).message };
  }
}

function reportOf(run: Run, clock: VirtualClock): SagaRunReport {
  const until = run.status === 'RUNNING' ? clock.now() : run.endedAt;
  return {
    status: run.status,
    end: run.end,
    failure: run.failure,
    called: run.history.flatMap(({ task }) => ('activity' in task ? [task.activity] : [])),
    elapsedMs: until - run.startedAt,
  };
}
