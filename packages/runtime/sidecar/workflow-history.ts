import { requireGrpc, type GrpcConnection } from './grpc.ts';
import { grpcMethod } from './grpc-messages.ts';

/** Longest wait for the workflow engine, ms; it reads the whole history of an instance. */
const TIMEOUT_MS = 10_000;
/** Most instances in a page. */
const MAX_PAGE = 1_000;
const HUB = '/TaskHubSidecarService';

const LIST = grpcMethod<
  { continuationToken?: string; pageSize: number },
  { instanceIds: string[]; continuationToken?: string }
>(`${HUB}/ListInstanceIDs`, 'ListInstances', 'Instances');
const HISTORY = grpcMethod<{ instanceId: string }, { events: RawEvent[] }>(
  `${HUB}/GetInstanceHistory`,
  'ReadHistory',
  'History',
);
const RERUN = grpcMethod<RerunRequest, { newInstanceId: string }>(
  `${HUB}/RerunWorkflowFromEvent`,
  'RerunFrom',
  'Rerun',
);

interface RerunRequest {
  instanceId: string;
  eventId: number;
  newInstanceId?: string;
  input?: { value: string };
  overwriteInput?: boolean;
}

interface RawEvent {
  eventId?: number;
  timestamp?: { seconds?: number; nanos?: number };
  event?: string;
  [field: string]: unknown;
}

/** A page of instance ids; `next` continues the list, and is absent at its end. */
export interface WorkflowPage {
  instanceIds: string[];
  next?: string;
}

/** One entry of a workflow's history. */
export interface WorkflowEvent {
  /** What a rerun names; -1 for the events that cannot be its start. */
  eventId: number;
  /** ISO 8601 in UTC. */
  at: string;
  /** Such as `taskScheduled`; `unknown` for a kind that this version does not know. */
  kind: string;
  /** The fields of its kind; input and result are decoded from their JSON. */
  data: Record<string, unknown>;
}

/** List, history and rerun of workflows, which daprd offers over gRPC only. */
export function workflowHistoryApi(grpc: GrpcConnection | undefined) {
  return {
    /**
     * The ids of the app's workflow instances, running and finished ones, in pages. Needs a state
     * store that can list its keys, such as PostgreSQL or Redis.
     */
    async listWorkflows({
      after,
      limit = MAX_PAGE,
    }: { after?: string; limit?: number } = {}): Promise<WorkflowPage> {
      const page = await requireGrpc(grpc).call(
        LIST,
        {
          pageSize: Math.min(limit, MAX_PAGE),
          ...(after !== undefined && { continuationToken: after }),
        },
        { timeoutMs: TIMEOUT_MS },
      );
      const next = page.continuationToken;
      return { instanceIds: page.instanceIds, ...(next ? { next } : {}) };
    },

    /** What has happened in an instance so far, oldest first; no events for an unknown id. */
    async workflowHistory(instanceId: string): Promise<WorkflowEvent[]> {
      const { events } = await requireGrpc(grpc).call(
        HISTORY,
        { instanceId },
        { timeoutMs: TIMEOUT_MS },
      );
      return events.map(eventOf);
    },

    /**
     * Runs a finished instance again as a new one, from a task, timer or child of its history; what
     * was done before is taken over. Returns the id of the new instance. `input` replaces the input
     * of that task. Rejects with the gRPC status NOT_FOUND for an unknown event or instance.
     */
    async rerunWorkflow(
      instanceId: string,
      {
        eventId,
        newInstanceId,
        input,
      }: { eventId: number; newInstanceId?: string; input?: unknown },
    ): Promise<string> {
      const rerun = await requireGrpc(grpc).call(
        RERUN,
        {
          ...{ instanceId, eventId },
          ...(newInstanceId !== undefined && { newInstanceId }),
          ...(input !== undefined && {
            input: { value: JSON.stringify(input) },
            overwriteInput: true,
          }),
        },
        { timeoutMs: TIMEOUT_MS },
      );
      return rerun.newInstanceId;
    },
  };
}

function eventOf(raw: RawEvent): WorkflowEvent {
  const { event: kind = 'unknown', eventId = 0, timestamp } = raw;
  const { seconds = 0, nanos = 0 } = timestamp ?? {};
  const fields = (raw[kind] ?? {}) as Record<string, unknown>;
  return {
    eventId,
    at: new Date(seconds * 1_000 + nanos / 1_000_000).toISOString(),
    kind,
    data: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)])),
  };
}

/** A wrapped text is JSON of a workflow, an activity or an event. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'value') {
    return value;
  }
  const { value: text } = value as { value: string };
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
