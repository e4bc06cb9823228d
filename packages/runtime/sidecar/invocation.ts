import { setTimeout as pause } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import { inSpan, ownAttributes, timeLeftMs } from '../telemetry/index.ts';
import { batchedCalls, type BatchedOperation, type BatchedRequest } from './batched-calls.ts';
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts';
import {
  DEFAULT_TIMEOUT_MS,
  type Connection,
  type SidecarRequest,
  type SidecarResponse,
  type SidecarStream,
} from './connection.ts';

/** Pauses before the retries of a call that may be retried, ms. */
const RETRY_PAUSES_MS = [200, 500, 1_000];
const IDEMPOTENT_METHODS = new Set(['GET', 'PUT', 'DELETE']);
/** The sidecar's messages when it reached no other sidecar, so the call can have had no effect. */
const NEVER_SENT =
  /Error while dialing|connection error: desc|no host found|failed to resolve address/;

const breakerOpen = new Gauge({
  name: 'circuit_breaker_open',
  help: '1 while an app is not called because it fails too often, or while one call probes it; else 0.',
  labelNames: ['target'],
});

/**
 * Service invocation of other apps. Dapr's own policies are off for it (dapr/resources): they count
 * every refusal as a failure, have a circuit breaker per path, and retry any method. Here each app
 * has one breaker, a failure is a status of 500 or more or no answer in time, and a call that
 * failed on the way is retried if it was never sent or is idempotent.
 */
export function invocationApi(connection: Connection) {
  const { request, stream } = connection;
  const sendInBatch = batchedCalls(connection);
  const breakers = new Map<string, CircuitBreaker>();
  const breakerOf = (app: string): CircuitBreaker => {
    const known = breakers.get(app);
    if (known !== undefined) return known;
    breakerOpen.set({ target: app }, 0);
    const onChange = (isClosed: boolean) => breakerOpen.set({ target: app }, isClosed ? 0 : 1);
    const breaker = createCircuitBreaker(`the ${app} app`, { onChange });
    breakers.set(app, breaker);
    return breaker;
  };

  return {
    /**
     * Calls another app's route. Returns the answer whatever its status is. It keeps to the
     * deadline of the current context and tells the app how much time is left. Throws NoAnswerError
     * if there is no answer in time, CircuitOpenError while the app fails too often to be called,
     * and CallerGoneError.
     */
    async invoke(app: string, call: SidecarRequest): Promise<SidecarResponse> {
      const path = invocationPath(app, call);
      return attemptsOf(breakerOf(app), call, (attempt) =>
        request(alone(app, { ...attempt, path })),
      );
    },

    /**
     * Calls a batched operation of another app, like `invoke`. Calls of the operation that wait at
     * the same time in this process travel in one invocation, each with its own answer, deadline and
     * context; a call that finds none on its way leaves at once, as `invoke` would send it.
     */
    async invokeBatched(
      operation: BatchedOperation,
      call: BatchedRequest,
    ): Promise<SidecarResponse> {
      const { app } = operation;
      const path = invocationPath(app, call);
      const attributes = () => ownAttributes({ 'sidecar.api': 'invoke', 'sidecar.target': app });
      return attemptsOf(breakerOf(app), call, (attempt) =>
        inSpan(`invoke ${app}`, { kind: 'client', attributes }, () =>
          sendInBatch(operation, attempt, (late) => request(alone(app, { ...late, path }))),
        ),
      );
    },

    /** Calls a GET route with a streamed answer; like `invoke`, but without retries. */
    invokeStream(app: string, call: SidecarRequest, signal: AbortSignal): Promise<SidecarStream> {
      return breakerOf(app).run(
        () => stream({ ...call, path: invocationPath(app, call) }, signal),
        {
          hasFailed,
          isInconclusive,
        },
      );
    },
  };
}

/** Makes a call with the retries, the circuit breaker and the deadline of an invocation. */
async function attemptsOf<T extends SidecarRequest>(
  breaker: CircuitBreaker,
  call: T,
  send: (attempt: T & { timeoutMs: number }) => Promise<SidecarResponse>,
): Promise<SidecarResponse> {
  const ownMs = call.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const leftMs = timeLeftMs();
  const deadline = Date.now() + Math.min(ownMs, leftMs);
  // A timeout that is shorter than the call's own is no failure of the app.
  const judge = leftMs < ownMs ? () => true : isInconclusive;
  for (const pauseMs of [...RETRY_PAUSES_MS, undefined]) {
    const timeoutMs = Math.max(Math.floor(deadline - Date.now()), 1);
    const answer = await breaker.run(() => send({ ...call, timeoutMs }), {
      hasFailed,
      isInconclusive: judge,
    });
    const isOver = pauseMs === undefined || Date.now() + pauseMs >= deadline;
    if (isOver || !mayBeRetried(call, answer)) return answer;
    await pause(pauseMs);
  }
  throw new Error('unreachable: the last attempt returns');
}

/** A call as it travels alone: in the pool of its app, with its time limit for the app to see. */
function alone(app: string, call: SidecarRequest & { timeoutMs: number }): SidecarRequest {
  const headers = { ...call.headers, 'request-timeout-ms': String(call.timeoutMs) };
  return { ...call, headers, pool: `app:${app}` };
}

function hasFailed({ status }: { status: number }): boolean {
  return status >= 500;
}

// A broken socket is that of the app's own sidecar, or of a caller that has disconnected.
function isInconclusive(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code !== 'UND_ERR_HEADERS_TIMEOUT';
}

// The sidecar also reads the target app from these headers, and prefers them to the path: a client
// whose headers are passed on could choose the app.
function invocationPath(app: string, { path, headers = {} }: SidecarRequest): string {
  for (const [name, value] of Object.entries(headers)) {
    if (/^dapr-app-id$/i.test(name) || (/^authorization$/i.test(name) && choosesApp(value))) {
      throw new Error(`the header ${name} would choose the target app`);
    }
  }
  return `/v1.0/invoke/${app}/method${encodedOnce(path)}`;
}

// The sidecar decodes the path (not the query) once before it calls the app with it: without a second
// encoding, an encoded slash would be one, and a sign that no path may contain would fail the call.
function encodedOnce(path: string): string {
  const [plain = '', ...query] = path.split('?');
  return [plain.replaceAll('%', '%25'), ...query].join('?');
}

/** Whether the sidecar would read the target app from this Authorization header. */
export function choosesApp(authorization: string): boolean {
  const [, credentials = ''] = /^basic\s+(.*)$/i.exec(authorization) ?? [];
  return /^dapr-app-id:/i.test(Buffer.from(credentials, 'base64').toString('utf8'));
}

function mayBeRetried({ method, headers = {} }: SidecarRequest, answer: SidecarResponse): boolean {
  if (!isFromSidecar(answer)) return false;
  const hasKey = Object.keys(headers).some((name) => name.toLowerCase() === 'idempotency-key');
  return hasKey || IDEMPOTENT_METHODS.has(method) || NEVER_SENT.test(answer.text);
}

function isFromSidecar({ status, text }: SidecarResponse): boolean {
  return status >= 500 && text.includes('"ERR_DIRECT_INVOKE"');
}
