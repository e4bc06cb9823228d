import { setTimeout as pause } from 'node:timers/promises';
import { Histogram } from 'prom-client';
import type { Failpoint } from '../failpoints/index.ts';
import { DURATION_BUCKETS_S } from '../metrics/buckets.ts';
import { type Sidecar, SidecarError, type SidecarMetadata } from '../sidecar/index.ts';
import { startSweep, type Sweep } from '../sweeps/index.ts';
import {
  type Context,
  failSpan,
  idAttributes,
  inContext,
  inSpan,
  type Logger,
  newContext,
  ownAttributes,
  type Span,
} from '../telemetry/index.ts';
import { createReplay, type Workflow } from './replay.ts';
import { connectTaskHub, type PerformActivity, type TaskHub } from './task-hub.ts';

/** How often the connection is checked, ms. */
const SUPERVISION_MS = 1_000;
/** How long the sidecar may take to host the workflow actors of a new connection, ms. */
const HOSTING_MS = 10_000;
const HOSTING_POLL_MS = 50;
/** Rounds of supervision between two questions to the sidecar whether it hosts workflows. */
const ROUNDS_PER_QUESTION = 5;
/** Time for running activities to end at shutdown, ms. */
const DRAIN_MS = 30_000;
const DRAIN_POLL_MS = 20;
/** The actor type with which a sidecar runs the workflows of an app. */
const WORKFLOW_ACTOR = /^dapr\.internal\..+\.workflow$/;

const stepDuration = new Histogram({
  name: 'saga_step_duration_seconds',
  help: 'Activities of sagas by outcome: done, refused for good, or failed and tried again.',
  labelNames: ['step', 'outcome'],
  buckets: DURATION_BUCKETS_S,
});

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

/**
 * Runs workflows and activities under their wire names. Its connection is watched, and a new one
 * replaces a dead one about a second after the sidecar is back. A sidecar must have one worker only:
 * see `supervise`.
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
  const replay = createReplay(workflows, log);
  const perform = performOf(activities, failpoint, log);
  let hub: TaskHub | undefined;
  let isHosted = false;
  let round = 0;
  let stopped = false;

  async function untilHosted(): Promise<boolean> {
    const deadline = performance.now() + HOSTING_MS;
    while (!stopped && hub?.isOpen() === true && performance.now() < deadline) {
      if (await hostsWorkflows(sidecar)) return true;
      await pause(HOSTING_POLL_MS);
    }
    return false;
  }

  // The sidecar runs workflows only while it counts at least one worker, and counts wrongly: a
  // connection that fails while it is registered is subtracted twice (1.18.1, durabletask-go
  // 0.12.1). When two workers connect and one leaves, such a sidecar believes that none is left,
  // stops hosting workflows, and the other one waits forever on an open stream. So the count is not
  // used: there is one connection at a time, and the sidecar is asked what it hosts.
  async function supervise(): Promise<void> {
    if (hub?.isOpen() === true && isHosted) {
      round = (round + 1) % ROUNDS_PER_QUESTION;
      if (round > 0 || (await hostsWorkflows(sidecar))) return;
      log.warn('the sidecar hosts no workflows although the worker is connected');
    }
    isHosted = false;
    if (!(await sidecar.isReady())) return;
    if (hub !== undefined) retire(hub);
    hub = await connectTaskHub({ port: grpcPort, apiToken, replay, perform, log });
    isHosted = await untilHosted();
    if (isHosted) log.info('workflow worker started');
  }

  const first = supervise().catch((err: unknown) => log.warn({ err }, 'workflow worker'));
  const sweep: Sweep = startSweep({
    name: 'workflow-worker',
    intervalMs: SUPERVISION_MS,
    round: () => first.then(supervise),
    log,
  });
  return {
    connected: () => isHosted && hub?.isOpen() === true,
    async stop() {
      stopped = true;
      await first;
      await sweep.stop();
      if (hub !== undefined) await drain(hub);
    },
  };
}

// Not awaited: what it still does may take long, and the sidecar no longer waits for it.
function retire(hub: TaskHub): void {
  hub.endStream();
  hub.close();
}

async function drain(hub: TaskHub): Promise<void> {
  hub.endStream();
  const deadline = performance.now() + DRAIN_MS;
  while (hub.unfinished() > 0 && performance.now() < deadline) await pause(DRAIN_POLL_MS);
  hub.close();
}

async function hostsWorkflows(sidecar: Sidecar): Promise<boolean> {
  const { actorRuntime } = await sidecar.metadata().catch((error: unknown): SidecarMetadata => {
    if (error instanceof SidecarError) return {};
    throw error;
  });
  return (
    actorRuntime?.hostReady === true &&
    (actorRuntime.activeActors ?? []).some(({ type = '' }) => WORKFLOW_ACTOR.test(type))
  );
}

/**
 * Runs activities by name, with the correlation id and in the trace of their input. Never rejects for an
 * error of an activity: it becomes a failed result. Failpoints `before-<name>` and `after-<name>` are checked.
 */
export function performOf(
  activities: Record<string, Activity>,
  failpoint: Failpoint,
  log: Logger,
): PerformActivity {
  return async (name, input) => {
    const activity = Object.hasOwn(activities, name) ? activities[name] : undefined;
    if (activity === undefined) throw new Error(`no activity ${name} is registered here`);
    const { correlationId, traceparent } = (input ?? {}) as Partial<Context>;
    const since = performance.now();
    const measured = (result: StepResult, span: Span | undefined): StepResult => {
      const outcome = result.ok ? 'done' : result.final === true ? 'refused' : 'failed';
      span?.setAttributes(ownAttributes({ 'saga.outcome': outcome }));
      stepDuration.observe({ step: name, outcome }, (performance.now() - since) / 1_000);
      return result;
    };
    const attributes = () => ({
      ...ownAttributes({ 'saga.step': name, 'correlation.id': correlationId }),
      ...idAttributes(...Object.values(input ?? {}).filter((one) => typeof one === 'string')),
    });
    return inContext({ ...newContext(correlationId), traceparent }, () =>
      inSpan(`step ${name}`, { attributes }, async (span) => {
        try {
          return measured(await withFaults(name, activity, failpoint)(input), span);
        } catch (err) {
          log.warn({ err, step: name }, 'saga step failed');
          failSpan(span, err);
          return measured({ ok: false, reason: (err as Error).message }, span);
        }
      }),
    );
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
