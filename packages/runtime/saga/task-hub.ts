import { openGrpc, type GrpcConnection, type GrpcMethod } from '../sidecar/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { Replay } from './replay.ts';
import {
  getStringValue,
  messages,
  newFailureDetails,
  type ActivityRequest,
  type OrchestratorRequest,
  type WorkItem,
} from './sdk.ts';

/** Longest wait for a sidecar that accepts connections but does not answer, ms. */
const HELLO_MS = 5_000;
/** Longest wait until the sidecar has taken a result, ms; without it, it hands out the item again. */
const COMPLETE_MS = 30_000;
/**
 * Activities that run at once: as many as the sidecar hands out at once under our Configuration, 50,
 * and as many again for one without it.
 */
const CONCURRENT_ACTIVITIES = 100;
/**
 * Work items that may wait. A plain sidecar has no limit of its own. Above this one the stream is
 * broken, and the sidecar hands out later what it has not got back.
 */
const MAX_WAITING_ITEMS = 10_000;

const SERVICE = '/TaskHubSidecarService';
const nothing = { encode: () => new Uint8Array(), decode: () => undefined };
const HELLO: GrpcMethod<undefined, undefined> = { path: `${SERVICE}/Hello`, ...nothing };
const WORK_ITEMS: GrpcMethod<undefined, WorkItem> = {
  path: `${SERVICE}/GetWorkItems`,
  encode: nothing.encode,
  decode: (bytes) => messages.WorkItem.deserializeBinary(bytes),
};
const completion = (
  name: string,
): GrpcMethod<{ serializeBinary: () => Uint8Array }, undefined> => ({
  path: `${SERVICE}/${name}`,
  encode: (message) => message.serializeBinary(),
  decode: nothing.decode,
});
const COMPLETE_WORKFLOW = completion('CompleteOrchestratorTask');
const COMPLETE_ACTIVITY = completion('CompleteActivityTask');

/** Runs an activity by name; what it rejects with becomes the failure of the task. */
export type PerformActivity = (name: string, input: unknown) => Promise<unknown>;

/** One connection that receives work items from the sidecar and returns their results. */
export interface TaskHub {
  /** Whether the stream of work items is open on this side. */
  isOpen: () => boolean;
  /** Work items that are not finished, the waiting ones included. */
  unfinished: () => number;
  /** Takes no further work items; those that were received still run and return their results. */
  endStream: () => void;
  close: () => void;
}

/**
 * Connects to the task hub of a sidecar and works until the stream ends. Rejects if the sidecar
 * does not answer. No work item is dropped: activities above a limit wait, and workflows, which
 * only compute, never wait, so that an activity may wait for the progress of another workflow.
 */
export async function connectTaskHub(options: {
  port: number;
  apiToken: string;
  replay: Replay;
  perform: PerformActivity;
  log: Logger;
}): Promise<TaskHub> {
  const { replay, perform, log } = options;
  const grpc = openGrpc(options);
  try {
    await grpc.call(HELLO, undefined, { timeoutMs: HELLO_MS });
  } catch (error) {
    grpc.close();
    throw error;
  }
  const stream = grpc.stream(WORK_ITEMS, undefined);
  let isOpen = true;
  let unfinished = 0;
  const admit = limitConcurrency(CONCURRENT_ACTIVITIES);

  async function handle(item: WorkItem): Promise<void> {
    const workflow = item.getOrchestratorrequest();
    const activity = item.getActivityrequest();
    if (workflow !== undefined) await completeWorkflow(grpc, workflow, replay);
    else if (activity !== undefined) {
      await admit(() => completeActivity(grpc, activity, perform));
    }
  }
  stream.on('data', (item: WorkItem) => {
    unfinished += 1;
    if (unfinished > MAX_WAITING_ITEMS) {
      log.error({ limit: MAX_WAITING_ITEMS }, 'too many work items, the stream is ended');
      stream.cancel();
    }
    void handle(item)
      .catch((err: unknown) => log.warn({ err }, 'result of a work item not delivered'))
      .finally(() => (unfinished -= 1));
  });
  // The supervisor connects again, whatever ended the stream.
  const onEnd = () => (isOpen = false);
  stream.on('close', onEnd);
  stream.on('end', onEnd);
  stream.on('error', (err) => {
    if (isOpen) log.debug({ err }, 'the stream of work items has ended');
    onEnd();
  });
  return {
    isOpen: () => isOpen,
    unfinished: () => unfinished,
    endStream() {
      isOpen = false;
      stream.cancel();
    },
    close: () => grpc.close(),
  };
}

async function completeWorkflow(
  grpc: GrpcConnection,
  request: OrchestratorRequest,
  replay: Replay,
): Promise<void> {
  await grpc.call(COMPLETE_WORKFLOW, await replay(request), { timeoutMs: COMPLETE_MS });
}

async function completeActivity(
  grpc: GrpcConnection,
  request: ActivityRequest,
  perform: PerformActivity,
): Promise<void> {
  const response = new messages.ActivityResponse();
  response.setInstanceid(request.getOrchestrationinstance()?.getInstanceid() ?? '');
  response.setTaskid(request.getTaskid());
  try {
    const json = request.getInput()?.getValue() ?? '';
    const result = await perform(request.getName(), json === '' ? undefined : JSON.parse(json));
    if (result !== undefined) response.setResult(getStringValue(JSON.stringify(result)));
  } catch (error) {
    response.setFailuredetails(newFailureDetails(error as Error));
  }
  await grpc.call(COMPLETE_ACTIVITY, response, { timeoutMs: COMPLETE_MS });
}

/** Runs at most `max` pieces of work at once; the others wait in the order in which they came. */
function limitConcurrency(max: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
