import { EventEmitter } from 'node:events';
import { Pool, type Dispatcher } from 'undici';
import { contextHeaders } from '../telemetry/index.ts';

/** Most connections from an app to its sidecar in one pool. */
const POOL_CONNECTIONS = 64;
/** How long an idle connection is kept; below daprd's own idle limit. ms */
const KEEP_ALIVE_MS = 30_000;
/**
 * Longest silence in an answer that comes piece by piece, ms: more than two heartbeats of a stream of
 * events. Who says nothing for so long is gone.
 */
const MAX_SILENCE_MS = 40_000;
/** The bound on a call that names no other, ms. */
export const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * The connection pools of an app to its sidecar. Calls of one pool share connections and wait for
 * each other. A call must not hold a connection that its own answer needs: a turn that the sidecar
 * runs reads state, so turns have a pool of their own. Nor may a call that hangs block calls that do
 * not depend on it: workflows wait for their worker, the supervision of the worker asks the sidecar
 * about itself, and one app may be slow. The pool `app:<id>` serves the invocations of one app.
 */
export type PoolName = 'components' | 'turns' | 'workflows' | 'sidecar' | `app:${string}`;

/** A call that the sidecar, or what stands behind it, did not answer with success. */
export class SidecarError extends Error {
  override name = 'SidecarError';
  readonly status: number;
  /** Dapr's `errorCode`, or '' when the body names none. */
  readonly code: string;
  /** Whether it may go well another time (problemOf). */
  readonly unavailable: boolean;

  constructor(operation: string, status: number, body: string) {
    super(`${operation} answered ${status}: ${body.slice(0, 500)}`);
    this.status = status;
    this.code = errorCode(body);
    this.unavailable = status >= 500;
  }
}

/** A call that has no answer: none came in time, or the connection broke. It may have been heard. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
  readonly unavailable = true;
  /** Undefined when the time was over. */
  readonly code: string | undefined;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.code = (cause as { code?: string } | undefined)?.code;
  }
}

function errorCode(body: string): string {
  try {
    const { errorCode: code } = JSON.parse(body) as { errorCode?: unknown };
    return typeof code === 'string' ? code : '';
  } catch {
    return '';
  }
}

export interface SidecarRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | undefined;
  /** Bound on the whole call, the wait for a connection among it; ms. */
  timeoutMs?: number;
  /** 'components' unless told otherwise. */
  pool?: PoolName;
  /** Says `close` when who asked has gone, which ends the call. */
  asker?: EventEmitter;
}

/** A call that ended because nobody waits for its answer any more. */
export class AskerGoneError extends Error {
  override name = 'AskerGoneError';
  /** Says nothing of the other side. */
  readonly code = 'ASKER_GONE';
}

export interface SidecarResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** An answer whose body comes piece by piece, for as long as the other side likes. */
export interface SidecarStream {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: AsyncIterable<Uint8Array> & { text: () => Promise<string> };
}

export type Connection = ReturnType<typeof openConnection>;

/** Keep-alive connections to the sidecar, with the token, the context and a bound on every call. */
export function openConnection({ port, apiToken }: { port: number; apiToken: string }) {
  const pools = new Map<PoolName, Pool>();
  const poolOf = ({ pool: name = 'components' }: SidecarRequest): Pool => {
    const pool =
      pools.get(name) ??
      new Pool(`http://127.0.0.1:${port}`, {
        connections: POOL_CONNECTIONS,
        keepAliveTimeout: KEEP_ALIVE_MS,
        pipelining: 1,
      });
    pools.set(name, pool);
    return pool;
  };
  // Answers that stay open have connections of their own, so that no other call waits for theirs;
  // whoever opens them bounds their number.
  const streamPool = new Pool(`http://127.0.0.1:${port}`, { pipelining: 1 });

  function headersOf(call: SidecarRequest): Record<string, string> {
    return { 'dapr-api-token': apiToken, ...contextHeaders(), ...call.headers };
  }

  /**
   * A GET whose answer is read as it comes. `timeoutMs` bounds the wait for its beginning; the
   * signal ends it at any time, and the other side sees that.
   */
  async function stream(call: SidecarRequest, signal: AbortSignal): Promise<SidecarStream> {
    const { statusCode, headers, body } = await streamPool.request({
      method: 'GET',
      path: call.path,
      headers: headersOf(call),
      headersTimeout: call.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      bodyTimeout: MAX_SILENCE_MS,
      signal,
    });
    // Whoever reads it gets the error; when nobody does any more, nobody needs it.
    body.on('error', () => {});
    return { status: statusCode, headers, body };
  }

  /** Any call; answers whatever the status is. Throws when there is no answer in time. */
  async function request(call: SidecarRequest): Promise<SidecarResponse> {
    const timeoutMs = call.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const headers = headersOf(call);
    if (call.body !== undefined) headers['content-type'] ??= 'application/json';
    const { method, path, body = null, asker } = call;
    return exchange(poolOf(call), { method, path, headers, body }, { timeoutMs, asker });
  }

  async function expectSuccess(operation: string, call: SidecarRequest): Promise<SidecarResponse> {
    const answer = await request(call);
    if (answer.status >= 300) throw new SidecarError(operation, answer.status, answer.text);
    return answer;
  }

  const close = () =>
    Promise.all([...[...pools.values()].map((pool) => pool.close()), streamPool.destroy()]);
  return { request, stream, expectSuccess, close };
}

// Undici's own bounds leave out the wait for a connection and start anew with every byte; its signal
// ends a call that waits for a connection only once it has one.
async function exchange(
  pool: Pool,
  request: Dispatcher.RequestOptions,
  { timeoutMs, asker }: { timeoutMs: number; asker: EventEmitter | undefined },
): Promise<SidecarResponse> {
  // Undici takes an emitter as well as an AbortSignal, at a fraction of its cost for each call.
  const signal = new EventEmitter();
  const ended = Promise.withResolvers<never>();
  const end = (error: Error) => {
    signal.emit('abort', error);
    ended.reject(error);
  };
  const late = () => end(new NoAnswerError(`no answer to ${request.path} within ${timeoutMs} ms`));
  const gone = () => end(new AskerGoneError(`nobody waits for ${request.path} any more`));
  const timer = setTimeout(late, timeoutMs);
  asker?.once('close', gone);
  const answered = async () => {
    try {
      const answer = await pool.request({ ...request, headersTimeout: 0, bodyTimeout: 0, signal });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, text };
    } catch (error) {
      throw new NoAnswerError(`no answer to ${request.path}: ${(error as Error).message}`, error);
    }
  };
  try {
    return await Promise.race([answered(), ended.promise]);
  } finally {
    clearTimeout(timer);
    asker?.off('close', gone);
  }
}
