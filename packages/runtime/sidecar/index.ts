import { Pool, type Dispatcher } from 'undici';
import { contextHeaders } from '../telemetry/index.ts';

/** Most connections from an app to its sidecar. */
const MAX_CONNECTIONS = 64;
/** How long an idle connection is kept; below daprd's own idle limit. ms */
const KEEP_ALIVE_MS = 30_000;
/** The bound on a call that names no other, ms. */
const DEFAULT_TIMEOUT_MS = 15_000;

/** A call that the sidecar, or what stands behind it, did not answer with success. */
export class SidecarError extends Error {
  override name = 'SidecarError';
  readonly status: number;
  /** Dapr's `errorCode`, or '' when the body names none. */
  readonly code: string;

  constructor(operation: string, status: number, body: string) {
    super(`${operation} answered ${status}: ${body.slice(0, 500)}`);
    this.status = status;
    this.code = errorCode(body);
  }
}

function errorCode(body: string): string {
  try {
    return String((JSON.parse(body) as { errorCode?: unknown }).errorCode ?? '');
  } catch {
    return '';
  }
}

export interface SidecarRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string | undefined;
  /** Bound on the whole call, ms. */
  timeoutMs?: number;
}

export interface SidecarResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** An event to publish: its data and the CloudEvent attributes that consumers route by. */
export interface Publication {
  id: string;
  type: string;
  data: unknown;
}

export type Sidecar = ReturnType<typeof createSidecar>;

/**
 * The app's own daprd over HTTP: keep-alive connections, the API token, the running work's context
 * on every call, and a bound on each. No call is retried here.
 */
export function createSidecar({ port, apiToken }: { port: number; apiToken: string }) {
  const pool = new Pool(`http://127.0.0.1:${port}`, {
    connections: MAX_CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    pipelining: 1,
  });

  /** Any call; answers whatever the status is. Throws when there is no answer in time. */
  async function request(call: SidecarRequest): Promise<SidecarResponse> {
    const timeoutMs = call.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const headers: Record<string, string> = {
      'dapr-api-token': apiToken,
      ...contextHeaders(),
      ...call.headers,
    };
    if (call.body !== undefined) headers['content-type'] ??= 'application/json';
    const { method, path, body = null } = call;
    return exchange(pool, { method, path, headers, body }, timeoutMs);
  }

  async function expectSuccess(operation: string, call: SidecarRequest): Promise<SidecarResponse> {
    const answer = await request(call);
    if (answer.status >= 300) throw new SidecarError(operation, answer.status, answer.text);
    return answer;
  }

  return {
    request,

    /** Service invocation of another app's route; answers whatever the status is. */
    invoke(app: string, call: SidecarRequest): Promise<SidecarResponse> {
      return request({ ...call, path: `/v1.0/invoke/${app}/method${call.path}` });
    },

    /** The values of the keys that exist in a state store, by key. */
    async getMany(store: string, keys: string[]): Promise<Map<string, unknown>> {
      const { text } = await expectSuccess('get state', {
        method: 'POST',
        path: `/v1.0/state/${store}/bulk`,
        body: JSON.stringify({ keys, parallelism: keys.length }),
      });
      const items = JSON.parse(text) as { key: string; data?: unknown; error?: string }[];
      const values = new Map<string, unknown>();
      for (const { key, data, error } of items) {
        if (error !== undefined) throw new SidecarError('get state', 500, error);
        if (data !== undefined && data !== null) values.set(key, data);
      }
      return values;
    },

    /** One state transaction. Throws SidecarError when it was refused. */
    async transact(store: string, operations: unknown[]): Promise<void> {
      await expectSuccess('state transaction', {
        method: 'POST',
        path: `/v1.0/state/${store}/transaction`,
        body: JSON.stringify({ operations }),
      });
    },

    /** Publishes all events in one call; answers the ids of those that were not taken. */
    async publishBulk(pubsub: string, topic: string, events: Publication[]): Promise<string[]> {
      const answer = await request({
        method: 'POST',
        path: `/v1.0/publish/bulk/${pubsub}/${topic}`,
        body: JSON.stringify(
          // Not the event's id: one that stands twice would make the sidecar refuse them all.
          events.map(({ id, type, data }, index) => ({
            entryId: String(index),
            event: data,
            contentType: 'application/json',
            metadata: { 'cloudevent.id': id, 'cloudevent.type': type },
          })),
        ),
      });
      if (answer.status < 300) return [];
      const { failedEntries } = JSON.parse(answer.text || '{}') as {
        failedEntries?: { entryId: string }[];
      };
      if (failedEntries === undefined) {
        throw new SidecarError(`publish to ${topic}`, answer.status, answer.text);
      }
      return failedEntries.map(({ entryId }) => (events[Number(entryId)] as Publication).id);
    },

    /** Starts a workflow without waiting for it. An instance that runs already is left alone. */
    async startWorkflow(name: string, instanceId: string, input: object): Promise<void> {
      const answer = await request({
        method: 'POST',
        path: `/v1.0/workflows/dapr/${name}/start?instanceID=${encodeURIComponent(instanceId)}`,
        body: JSON.stringify(input),
      });
      if (answer.status < 300 || answer.text.includes('already exists')) return;
      throw new SidecarError(`start workflow ${name}`, answer.status, answer.text);
    },

    /** How many workflow workers the sidecar sees. */
    async connectedWorkers(): Promise<number> {
      const { text } = await expectSuccess('metadata', { method: 'GET', path: '/v1.0/metadata' });
      const { workflows } = JSON.parse(text) as { workflows?: { connectedWorkers?: number } };
      return workflows?.connectedWorkers ?? 0;
    },

    /** Whether the sidecar can reach what it needs for outbound calls. */
    async isReady(): Promise<boolean> {
      try {
        const answer = await request({
          method: 'GET',
          path: '/v1.0/healthz/outbound',
          timeoutMs: 2_000,
        });
        return answer.status === 204;
      } catch {
        return false;
      }
    },

    close: () => pool.close(),
  };
}

// Undici's own bounds leave out the wait for a connection and start anew with every byte; its signal
// ends a call that waits for a connection only once it has one.
async function exchange(
  pool: Pool,
  request: Dispatcher.RequestOptions,
  timeoutMs: number,
): Promise<SidecarResponse> {
  const bound = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new Error(`no answer to ${request.path} within ${timeoutMs} ms`);
    bound.abort(error);
    late.reject(error);
  }, timeoutMs);
  const answered = async () => {
    const { signal } = bound;
    const answer = await pool.request({ ...request, headersTimeout: 0, bodyTimeout: 0, signal });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: await answer.body.text(),
    };
  };
  try {
    return await Promise.race([answered(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
