import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** What travels with a piece of work through calls, events and actor turns. */
export interface Context {
  correlationId: string;
  /**
   * W3C trace context that this work was given. Spans are the sidecars', and so is the choice of
   * what is traced: for work that nobody passed a trace to, the first sidecar that it asks begins one.
   */
  traceparent?: string | undefined;
  /** Set inside an actor turn: lets a call chain come back to an actor that waits for it. */
  reentrancyId?: string | undefined;
  /** When nobody waits for this work any more, on the clock of performance.now(); ms. */
  deadline?: number;
}

type Headers = Record<string, string | string[] | undefined>;

const MAX_CORRELATION_ID_LENGTH = 100;
const CORRELATION_ID = /^[\w.:-]+$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

const storage = new AsyncLocalStorage<Context>();

/** A context for work that nobody's request caused, such as a sweep. */
export function newContext(correlationId?: string): Context {
  return { correlationId: correlationId ?? randomBytes(16).toString('hex') };
}

/**
 * The context in a request's headers; a correlation id that is missing or malformed there is that of
 * the trace, or made anew. A call chain is not among it: only the actor host may believe its header,
 * because only it knows the sender.
 */
export function contextFromHeaders(headers: Headers): Context {
  const given = single(headers['traceparent']);
  const traceparent = given !== undefined && TRACEPARENT.test(given) ? given : undefined;
  const correlationId = single(headers['x-correlation-id']);
  const isKept =
    correlationId !== undefined &&
    correlationId.length <= MAX_CORRELATION_ID_LENGTH &&
    CORRELATION_ID.test(correlationId);
  return { ...newContext(isKept ? correlationId : traceparent?.slice(3, 35)), traceparent };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Runs work with a context that everything it awaits can see. */
export function inContext<T>(context: Context, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the running work, if it has one. */
export function currentContext(): Context | undefined {
  return storage.getStore();
}

/**
 * Runs work that somebody waits for during `ms` at most. It is not ended then, but what it asks other
 * apps for is: sidecar.invoke() keeps to it and hands it on.
 */
export function inTimeLimit<T>(ms: number, work: () => T): T {
  const context = storage.getStore() ?? newContext();
  return storage.run({ ...context, deadline: performance.now() + ms }, work);
}

/** How long somebody waits for the running work yet, ms; Infinity when nobody has said. */
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
