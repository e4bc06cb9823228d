import { setTimeout as pause } from 'node:timers/promises';
import { timeLeftMs } from '../telemetry/index.ts';
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts';
import {
  DEFAULT_TIMEOUT_MS,
  type Connection,
  type SidecarRequest,
  type SidecarResponse,
  type SidecarStream,
} from './connection.ts';

/** Pauses before a call that may be repeated is repeated, ms. */
const RETRY_PAUSES_MS = [200, 500, 1_000];
const SAFE_TO_REPEAT = new Set(['GET', 'PUT', 'DELETE']);
/** What the sidecar says when no other one was reached, so that nothing can have happened. */
const NEVER_LEFT =
  /Error while dialing|connection error: desc|no host found|failed to resolve address/;

/**
 * Service invocation of other apps. Dapr's own policies are off for it (dapr/resources): they count
 * every refusal as a failure, have a breaker for each path, and repeat any verb. Here an edge is an
 * app; a failure is an answer above 499 or none in time; and what failed on the way is repeated if
 * it never left, or does no harm twice.
 */
export function invocationApi({ request, stream }: Connection) {
  const edges = new Map<string, CircuitBreaker>();
  const edgeTo = (app: string): CircuitBreaker => {
    const edge = edges.get(app) ?? createCircuitBreaker(`the ${app} app`);
    edges.set(app, edge);
    return edge;
  };

  return {
    /**
     * Calls another app's route; answers whatever the status is. It waits no longer than who waits for
     * the running work, and tells the app how long that is. Throws when there is no answer in time,
     * CircuitOpenError while the app fails too often to be called, and AskerGoneError.
     */
    async invoke(app: string, call: SidecarRequest): Promise<SidecarResponse> {
      const ownMs = call.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const leftMs = timeLeftMs();
      const deadline = Date.now() + Math.min(ownMs, leftMs);
      // An app that had less time than it is known to need has not failed.
      const says = leftMs < ownMs ? () => true : isInconclusive;
      const path = invocationPath(app, call);
      for (const pauseMs of [...RETRY_PAUSES_MS, undefined]) {
        const timeoutMs = Math.max(Math.floor(deadline - Date.now()), 1);
        const headers = { ...call.headers, 'request-timeout-ms': String(timeoutMs) };
        const round = { ...call, path, headers, timeoutMs, pool: `app:${app}` } as const;
        const answer = await edgeTo(app).run(() => request(round), {
          hasFailed,
          isInconclusive: says,
        });
        const isOver = pauseMs === undefined || Date.now() + pauseMs >= deadline;
        if (isOver || !mayBeRepeated(call, answer)) return answer;
        await pause(pauseMs);
      }
      throw new Error('unreachable: the last round answers');
    },

    /** Calls a GET route whose answer comes piece by piece; as `invoke`, but only once. */
    invokeStream(app: string, call: SidecarRequest, signal: AbortSignal): Promise<SidecarStream> {
      return edgeTo(app).run(() => stream({ ...call, path: invocationPath(app, call) }, signal), {
        hasFailed,
        isInconclusive,
      });
    },
  };
}

function hasFailed({ status }: { status: number }): boolean {
  return status >= 500;
}

// A socket that breaks is that of the own sidecar, or of a caller who has left.
function isInconclusive(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code !== 'UND_ERR_HEADERS_TIMEOUT';
}

// The sidecar takes the app to call from these as well, over the one in the path: whoever's headers
// are passed on could choose it.
function invocationPath(app: string, { path, headers = {} }: SidecarRequest): string {
  for (const [name, value] of Object.entries(headers)) {
    if (/^dapr-app-id$/i.test(name) || (/^authorization$/i.test(name) && choosesApp(value))) {
      throw new Error(`the header ${name} would choose the app that is called`);
    }
  }
  return `/v1.0/invoke/${app}/method${path}`;
}

/** Whether the sidecar would take this Authorization header for the name of the app to call. */
export function choosesApp(authorization: string): boolean {
  const [, credentials = ''] = /^basic\s+(.*)$/i.exec(authorization) ?? [];
  return /^dapr-app-id:/i.test(Buffer.from(credentials, 'base64').toString('utf8'));
}

function mayBeRepeated({ method, headers = {} }: SidecarRequest, answer: SidecarResponse): boolean {
  if (!isFromSidecar(answer)) return false;
  const hasKey = Object.keys(headers).some((name) => name.toLowerCase() === 'idempotency-key');
  return hasKey || SAFE_TO_REPEAT.has(method) || NEVER_LEFT.test(answer.text);
}

function isFromSidecar({ status, text }: SidecarResponse): boolean {
  return status >= 500 && text.includes('"ERR_DIRECT_INVOKE"');
}
