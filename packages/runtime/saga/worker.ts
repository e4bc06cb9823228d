import WorkflowRuntimeModule from '@dapr/dapr/workflow/runtime/WorkflowRuntime.js';
import LoggerModule from '@dapr/dapr/logger/Logger.js';
import type WorkflowContext from '@dapr/dapr/workflow/runtime/WorkflowContext.js';
import type { Failpoint } from '../failpoints/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import { startSweep, type Sweep } from '../sweeps/index.ts';
import { inContext, newContext, type Logger } from '../telemetry/index.ts';

// The package is CommonJS: its default export arrives one level down.
const WorkflowRuntime = (
  WorkflowRuntimeModule as unknown as { default: typeof WorkflowRuntimeModule.default }
).default;

const { Logger } = LoggerModule as unknown as { Logger: { prototype: { info: () => void } } };

/** How often the connection is checked, ms. */
const SUPERVISION_MS = 1_000;
/** How long a new worker may take to connect before another one replaces it, ms. */
const CONNECT_MS = 10_000;
/**
 * Work items that the SDK's worker queues before it drops more without a log line. The sidecar's own
 * cap (its Configuration) is 100; this one is far above it, so that none is ever dropped.
 */
const WORKER_QUEUE_SIZE = 10_000;
/**
 * Concurrent work items: all that the sidecar hands out (50 workflows and 50 activities). With fewer,
 * activities that wait for an actor would block workflows that other actors wait for.
 */
const CONCURRENT_WORK_ITEMS = 100;
const WARN_LEVEL = 1;

/** The workflow context as the SDK gives it. */
export type SagaContext = WorkflowContext.default;

/** A deterministic workflow body: it yields tasks and does nothing else. */
// oxlint-disable-next-line typescript/no-explicit-any -- the SDK passes task results untyped
export type Workflow = (context: SagaContext, input: any) => AsyncGenerator<unknown, object, any>;

/** What an activity answers. A thrown error becomes a failed result, because the SDK can lose it. */
export type StepResult =
  | { ok: true }
  /** `final`: refused for good, nothing happened, and trying again would not help. */
  | { ok: false; reason: string; final?: boolean };

/** An activity as the worker calls it: idempotent, because it runs at least once. */
// oxlint-disable-next-line typescript/no-explicit-any -- an activity's input is its own type
export type Activity = (input: any) => Promise<StepResult>;

export interface WorkflowWorker {
  /** Whether the sidecar can hand out work now. */
  connected: () => boolean;
  stop: () => Promise<void>;
}

type Runtime = InstanceType<typeof WorkflowRuntime>;

/**
 * Runs workflows and activities under their wire names. The SDK's worker stays dead when its sidecar
 * restarts or is absent at the start, and waits up to 45 s between its own tries to reconnect. So
 * its connection is watched, and a new worker replaces a dead one.
 */
export function startWorkflowWorker({
  sidecar,
  grpcPort,
  apiToken,
  workflows,
  activities,
  failpoint,
  log,
}: {
  sidecar: Sidecar;
  grpcPort: number;
  apiToken: string;
  workflows: Record<string, Workflow>;
  activities: Record<string, Activity>;
  /** Asked before and after each activity, as `before-<name>` and `after-<name>`. */
  failpoint: Failpoint;
  log: Logger;
}): WorkflowWorker {
  let runtime: Runtime | undefined;
  let startedAt = 0;
  const connected = () => runtime !== undefined && isConnected(runtime);

  async function supervise(): Promise<void> {
    if (runtime !== undefined) {
      const isConnecting = isRunning(runtime) && performance.now() - startedAt < CONNECT_MS;
      if (isConnected(runtime) || isConnecting) return;
    }
    if (!(await sidecar.isReady())) return;
    // Not awaited: what it still does may take long, and the sidecar no longer waits for it.
    if (runtime !== undefined) void retire(runtime);
    runtime = buildRuntime({ grpcPort, apiToken, workflows, activities, failpoint, log });
    startedAt = performance.now();
    await runtime.start();
    log.info('workflow worker started');
  }

  const first = supervise().catch((err: unknown) => log.warn({ err }, 'workflow worker'));
  const sweep: Sweep = startSweep({
    name: 'workflow-worker',
    intervalMs: SUPERVISION_MS,
    round: supervise,
    log,
  });
  return {
    connected,
    async stop() {
      await first;
      await sweep.stop();
      if (runtime !== undefined) await retire(runtime);
    },
  };
}

function buildRuntime({
  grpcPort,
  apiToken,
  workflows,
  activities,
  failpoint,
  log,
}: {
  grpcPort: number;
  apiToken: string;
  workflows: Record<string, Workflow>;
  activities: Record<string, Activity>;
  failpoint: Failpoint;
  log: Logger;
}): Runtime {
  const runtime = new WorkflowRuntime({
    daprHost: '127.0.0.1',
    daprPort: String(grpcPort),
    daprApiToken: apiToken,
  });
  tuneWorker(runtime);
  for (const [name, workflow] of Object.entries(workflows)) {
    runtime.registerWorkflowWithName(name, workflow as never);
  }
  const perform = performOf(activities, failpoint, log);
  for (const name of Object.keys(activities)) {
    runtime.registerActivityWithName(name, (_context, input) => perform(name, input));
  }
  return runtime;
}

// Internals that the SDK offers no other way to reach.
interface Internals {
  _isRunning: boolean;
  _responseStream: { destroyed: boolean } | null;
  _stub: { close: () => void } | null;
  _maxQueueSize: number;
  _maxConcurrentWorkItems: number;
  logger: { logLevel: number };
}
const internalsOf = (runtime: Runtime) => (runtime as unknown as { worker: Internals }).worker;

const isRunning = (runtime: Runtime) => internalsOf(runtime)._isRunning;

// Judged by the stream that delivers work items. The sidecar counts its workers too, but it subtracts
// one that leaves while it connects twice, and its count is too low by one from then on (1.18.1).
function isConnected(runtime: Runtime): boolean {
  return isRunning(runtime) && internalsOf(runtime)._responseStream?.destroyed === false;
}

async function retire(runtime: Runtime): Promise<void> {
  if (isRunning(runtime)) await runtime.stop().catch(() => {});
  else internalsOf(runtime)._stub?.close();
}

// The SDK offers no options for these; its defaults drop work and print five lines per item.
function tuneWorker(runtime: Runtime): void {
  const worker = internalsOf(runtime);
  worker._maxQueueSize = WORKER_QUEUE_SIZE;
  worker._maxConcurrentWorkItems = CONCURRENT_WORK_ITEMS;
  worker.logger.logLevel = WARN_LEVEL;
  // Each replay of a workflow creates its own logger, which cannot be reached in any other way.
  Logger.prototype.info = () => {};
}

/**
 * Runs activities by name, with the correlation id of their input. Never rejects for an error of an
 * activity: it becomes a failed result. Failpoints `before-<name>` and `after-<name>` are checked.
 */
export function performOf(
  activities: Record<string, Activity>,
  failpoint: Failpoint,
  log: Logger,
): (name: string, input: unknown) => Promise<StepResult> {
  return async (name, input) => {
    const activity = Object.hasOwn(activities, name) ? activities[name] : undefined;
    if (activity === undefined) throw new Error(`no activity ${name} is registered here`);
    const { correlationId } = (input ?? {}) as { correlationId?: string };
    return inContext(newContext(correlationId), async () => {
      try {
        return await withFaults(name, activity, failpoint)(input);
      } catch (err) {
        log.warn({ err, step: name }, 'saga step failed');
        return { ok: false, reason: (err as Error).message };
      }
    });
  };
}

/** The activity with its failpoints: an armed one makes it fail, be refused, or run twice. */
function withFaults(name: string, activity: Activity, failpoint: Failpoint): Activity {
  return async (input) => {
    const before = failpoint(`before-${name}`);
    if (before === 'fail' || before === 'refuse') return failed(before);
    if (before === 'repeat') await activity(input);
    const result = await activity(input);
    const after = failpoint(`after-${name}`);
    return after === 'fail' || after === 'refuse' ? failed(after) : result;
  };
}

function failed(fault: 'fail' | 'refuse'): StepResult {
  return { ok: false, reason: 'failpoint', final: fault === 'refuse' };
}
