import { EventEmitter } from 'node:events';
import { Pool, type Dispatcher } from 'undici';
import { contextHeaders } from '../telemetry/index.ts';
import { measureCall } from './call-metrics.ts';
import { inCallSpan } from './call-span.ts';

/** Most connections from an app to its sidecar in one pool. */
const POOL_CONNECTIONS = 64;
/** How long an idle connection is kept, ms; less than daprd's own idle limit. */
const KEEP_ALIVE_MS = 30_000;
/**
 * Longest silence in a streamed answer, ms: more than two heartbeats of an event stream. After that
 * the other side counts as gone.
 */
const MAX_SILENCE_MS = 40_000;
/** The time limit of a call that sets no other, ms. */
export const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * The connection pools of an app to its sidecar. Calls in one pool share connections and wait for
 * each other. A call must not hold a connection that its own answer needs: an actor turn reads
 * state, so turns have their own pool. A hanging call must not block independent calls either:
 * workflow calls wait for their worker, the worker's supervision asks for the sidecar's health, and
 * one app may be slow. The pool `app:<id>` serves the invocations of one app.
 */
export type PoolName = 'components' | 'turns' | 'workflows' | 'sidecar' | `app:${string}`;

/** A call that the sidecar, or the service behind it, did not answer with success. */
export class SidecarError extends Error {
  override name = 'SidecarError';
  readonly status: number;
  /** Dapr's `errorCode`, or '' if the body has none. */
  readonly code: string;
  /** Whether a later attempt may succeed (see problemOf). */
  readonly unavailable: boolean;

  constructor(operation: string, status: number, body: string) {
    super(`${operation} answered ${status}: ${body.slice(0, 500)}`);
    this.status = status;
    this.code = errorCode(body);
    this.unavailable = status >= 500;
  }
}

/**
 * A call without an answer: none arrived in time, or the connection broke. It may have had an
 * effect.
 */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
  readonly unavailable = true;
  /** Undefined after a timeout. */
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
  /** Time limit of the whole call, including the wait for a connection; ms. */
  timeoutMs?: number;
  /** Default: 'components'. */
  pool?: PoolName;
  /** Emits `close` when the caller disconnects, which ends the call. */
  caller?: EventEmitter;
}

/** A call that ended because its caller disconnected. */
export class CallerGoneError extends Error {
  override name = 'CallerGoneError';
  /** Tells nothing about the health of the other side. */
  readonly code = 'CALLER_GONE';
}

export interface SidecarResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** An answer whose body is streamed for as long as the other side wants. */
export interface SidecarStream {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: AsyncIterable<Uint8Array> & { text: () => Promise<string> };
}

export type Connection = ReturnType<typeof openConnection>;

/**
 * Keep-alive connections to the sidecar; every call has the token, the context and a time limit.
 */
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
  // Streamed answers have separate connections, so that no other call waits for them. The callers
  // limit their number.
  const streamPool = new Pool(`http://127.0.0.1:${port}`, { pipelining: 1 });

  function headersOf(call: SidecarRequest): Record<string, string> {
    return { 'dapr-api-token': apiToken, ...contextHeaders(), ...call.headers };
  }

  /**
   * A GET with a streamed answer. `timeoutMs` limits the wait for its headers; the signal ends the
   * stream at any time, and the other side notices.
   */
  function stream(call: SidecarRequest, signal: AbortSignal): Promise<SidecarStream> {
    const { path } = call;
    return inCallSpan({ method: 'GET', path }, () =>
      openStream(streamPool, { ...call, headers: headersOf(call) }, signal),
    );
  }

  /** Any call. Returns the answer whatever its status is. Throws if there is no answer in time. */
  function request(call: SidecarRequest): Promise<SidecarResponse> {
    return inCallSpan(call, () => send(call));
  }

  async function send(call: SidecarRequest): Promise<SidecarResponse> {
    const timeoutMs = call.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const headers = headersOf(call);
    if (call.body !== undefined) headers['content-type'] ??= 'application/json';
    const { method, path, body = null, caller } = call;
    return exchange(poolOf(call), { method, path, headers, body }, { timeoutMs, caller });
  }

  async function expectSuccess(operation: string, call: SidecarRequest): Promise<SidecarResponse> {
    const answer = await request(call);
    if (answer.status >= 300) throw new SidecarError(operation, answer.status, answer.text);
    return answer;
  }

  /**
   * A call whose answer, if it is a success, is lines of text: each is handed over as it arrives. If
   * the answer breaks off, its last lines are missing. Has no time limit; the signal's `abort` ends
   * the call.
   */
  function requestLines(call: SidecarRequest, reader: LineReader): Promise<SidecarResponse> {
    const headers = { ...headersOf(call), 'content-type': 'application/json' };
    const { method, path, body = null } = call;
    return exchangeLines(poolOf(call), { method, path, headers, body }, reader);
  }

  const close = () =>
    Promise.all([...[...pools.values()].map((pool) => pool.close()), streamPool.destroy()]);
  return { request, requestLines, stream, expectSuccess, close };
}

async function openStream(
  pool: Pool,
  { path, headers = {}, timeoutMs = DEFAULT_TIMEOUT_MS }: SidecarRequest,
  signal: AbortSignal,
): Promise<SidecarStream> {
  const { statusCode, ...answer } = await pool.request({
    method: 'GET',
    path,
    headers,
    headersTimeout: timeoutMs,
    bodyTimeout: MAX_SILENCE_MS,
    signal,
  });
  const { body } = answer;
  // A reader of the body gets the error anyway. Without a reader it must not crash the process.
  body.on('error', () => {});
  return { status: statusCode, headers: answer.headers, body };
}

interface LineReader {
  onLine: (line: string) => void;
  signal: EventEmitter;
}

async function exchangeLines(
  pool: Pool,
  request: Dispatcher.RequestOptions,
  { onLine, signal }: LineReader,
): Promise<SidecarResponse> {
  const answer = await pool.request({ ...request, headersTimeout: 0, bodyTimeout: 0, signal });
  const { statusCode: status, headers, body } = answer;
  if (status >= 300) return { status, headers, text: await body.text() };
  await readLines(body, onLine).catch(() => {});
  return { status, headers, text: '' };
}

async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  onLine: (line: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    lines[0] = rest + (lines[0] ?? '');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
}

// Undici's own timeouts exclude the wait for a connection and restart with every byte. Its signal
// ends a call that waits for a connection only once it has one.
async function exchange(
  pool: Pool,
  request: Dispatcher.RequestOptions,
  { timeoutMs, caller }: { timeoutMs: number; caller: EventEmitter | undefined },
): Promise<SidecarResponse> {
  // Undici accepts an emitter instead of an AbortSignal, at a fraction of the cost per call.
  const signal = new EventEmitter();
  const ended = Promise.withResolvers<never>();
  const end = (error: Error) => {
    signal.emit('abort', error);
    ended.reject(error);
  };
  const onTimeout = () =>
    end(new NoAnswerError(`no answer to ${request.path} within ${timeoutMs} ms`));
  const onCallerGone = () =>
    end(new CallerGoneError(`the caller of ${request.path} has disconnected`));
  const timer = setTimeout(onTimeout, timeoutMs);
  caller?.once('close', onCallerGone);
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
    return await measureCall(request.path, Promise.race([answered(), ended.promise]));
  } finally {
    clearTimeout(timer);
    caller?.off('close', onCallerGone);
  }
}
