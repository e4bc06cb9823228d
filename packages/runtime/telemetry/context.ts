import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** The context of a piece of work, propagated through calls, events and actor turns. */
export interface Context {
  correlationId: string;
  /**
   * The W3C trace context of this work: that of its span, or without tracing the one that it received.
   * For work without one, the first sidecar that it calls starts a trace.
   */
  traceparent?: string | undefined;
  /**
   * Set inside an actor turn: allows a reentrant call to an actor that waits in the same call
   * chain.
   */
  reentrancyId?: string | undefined;
  /** When the caller stops waiting for this work, on the clock of performance.now(); ms. */
  deadline?: number;
}

type Headers = Record<string, string | string[] | undefined>;

const MAX_CORRELATION_ID_LENGTH = 100;
const CORRELATION_ID = /^[\w.:-]+$/;
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The flag of a sampled trace. */
const SAMPLED = 1;

const storage = new AsyncLocalStorage<Context>();

/** A context for work that no request caused, such as a sweep. */
export function newContext(correlationId?: string): Context {
  return { correlationId: correlationId ?? randomBytes(16).toString('hex') };
}

/**
 * The context in a request's headers. A missing or malformed correlation id is replaced by the
 * trace id or by a new one. The reentrancy id is not read: only the actor host may trust that
 * header, because only it knows the sender.
 */
export function contextFromHeaders(headers: Headers): Context {
  const given = single(headers['traceparent']);
  const traceparent = given !== undefined && TRACEPARENT.test(given) ? given : undefined;
  const correlationId = single(headers['x-correlation-id']);
  const isKept =
    correlationId !== undefined &&
    correlationId.length <= MAX_CORRELATION_ID_LENGTH &&
    CORRELATION_ID.test(correlationId);
  return { ...newContext(isKept ? correlationId : traceIdOf(traceparent)), traceparent };
}

/** The parts of a trace context; undefined if it is malformed. */
export function parseTraceparent(
  value: string | undefined,
): { traceId: string; spanId: string; traceFlags: number } | undefined {
  const [, traceId, spanId, flags = ''] = (value && TRACEPARENT.exec(value)) || [];
  if (traceId === undefined || spanId === undefined) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}

/** The trace of a trace context. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  return traceparent?.slice(3, 35);
}

/** The trace context of the running work if its trace is sampled, for what continues it later. */
export function sampledTraceparent(): string | undefined {
  const traceparent = storage.getStore()?.traceparent;
  return isSampled(traceparent) ? traceparent : undefined;
}

/** Whether a trace context says that its trace is sampled. */
export function isSampled(traceparent: string | undefined): boolean {
  return ((parseTraceparent(traceparent)?.traceFlags ?? 0) & SAMPLED) !== 0;
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Runs work with a context that is visible to everything it awaits. */
export function inContext<T>(context: Context, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the running work, if it has one. */
export function currentContext(): Context | undefined {
  return storage.getStore();
}

/**
 * Runs work whose caller waits for `ms` at most. The work itself is not ended then, but its calls
 * to other apps are: sidecar.invoke() keeps to the deadline and passes it on.
 */
export function inTimeLimit<T>(ms: number, work: () => T): T {
  const context = storage.getStore() ?? newContext();
  return storage.run({ ...context, deadline: performance.now() + ms }, work);
}

/** How much longer the caller waits for the running work, ms; Infinity without a deadline. */
export function timeLeftMs(): number {
  const deadline = storage.getStore()?.deadline;
  return deadline === undefined ? Number.POSITIVE_INFINITY : deadline - performance.now();
}

/** The headers that carry the running work's context to the next process. */
export function contextHeaders(): Record<string, string> {
  const context = storage.getStore();
  if (context === undefined) return {};
  const headers: Record<string, string> = { 'x-correlation-id': context.correlationId };
  if (context.traceparent !== undefined) headers['traceparent'] = context.traceparent;
  if (context.reentrancyId !== undefined) headers['dapr-reentrancy-id'] = context.reentrancyId;
  return headers;
}
