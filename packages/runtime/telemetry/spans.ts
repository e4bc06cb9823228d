import type {
  Attributes,
  Link,
  ROOT_CONTEXT,
  Span,
  SpanKind,
  SpanOptions as OpenTelemetryOptions,
  SpanStatusCode,
  trace,
  TraceFlags,
  Tracer,
} from '@opentelemetry/api';
import { currentContext, inContext, newContext, parseTraceparent } from './context.ts';

export type { Attributes, Span };

/** What the spans of an app are made with; the block `tracing` sets it, and nothing else loads OpenTelemetry. */
export interface Tracing {
  api: {
    ROOT_CONTEXT: typeof ROOT_CONTEXT;
    SpanKind: typeof SpanKind;
    SpanStatusCode: typeof SpanStatusCode;
    trace: typeof trace;
    TraceFlags: typeof TraceFlags;
  };
  tracer: Tracer;
  /** The platform, with which the names of its own attributes begin. */
  namespace: string;
  /** The attributes for ids by the prefix of the id, such as `acc_`. */
  ids: Readonly<Record<string, string>>;
}

/** How a span belongs to others, and what it says of its work. */
export interface SpanOptions {
  /** Default: internal. */
  kind?: Lowercase<keyof typeof SpanKind>;
  /** A function is asked only if there is a span. */
  attributes?: Attributes | (() => Attributes);
  /** The trace context (W3C) of the span's parent. Default: that of the running work. */
  parent?: string | undefined;
  /** Starts a new trace. Otherwise work without a parent gets no span. */
  newTrace?: boolean;
  /** The trace contexts of its causes, 128 at most. */
  links?: readonly (string | undefined)[];
}

/** Most causes to which a span is linked. */
const MAX_LINKS = 128;

let tracing: Tracing | undefined;

/** Makes spans from now on, or none. */
export function useTracing(given: Tracing | undefined): void {
  tracing = given;
}

/** Whether this process makes spans. */
export function isTracing(): boolean {
  return tracing !== undefined;
}

/**
 * Runs work in a span, which ends with it, and failed if it rejects. The work gets the span, to say more
 * of it, or undefined: without tracing, without a parent, and in a trace that is not sampled.
 */
export function inSpan<T>(
  name: string,
  options: SpanOptions,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  const span = startSpan(name, options);
  return span === undefined ? work(undefined) : runInSpan(span, work);
}

/** Starts a span that the caller ends; the running work stays outside of it. */
export function startSpan(name: string, options: SpanOptions): Span | undefined {
  if (tracing === undefined) return undefined;
  const { api, tracer } = tracing;
  if (options.newTrace === true)
    return tracer.startSpan(name, { ...described(options, api), root: true });
  const parent = parseTraceparent(options.parent ?? currentContext()?.traceparent);
  // The first app of a trace decides for all of it.
  if (parent === undefined || (parent.traceFlags & api.TraceFlags.SAMPLED) === 0) return undefined;
  const context = api.trace.setSpanContext(api.ROOT_CONTEXT, { ...parent, isRemote: true });
  return tracer.startSpan(name, described(options, api), context);
}

function described(
  { kind = 'internal', attributes = {}, links = [] }: SpanOptions,
  { SpanKind: kinds }: Tracing['api'],
): OpenTelemetryOptions {
  return {
    kind: kinds[kind.toUpperCase() as keyof typeof kinds],
    attributes: typeof attributes === 'function' ? attributes() : attributes,
    links: linksTo(links),
  };
}

async function runInSpan<T>(span: Span, work: (span: Span) => Promise<T>): Promise<T> {
  const context = currentContext() ?? newContext();
  try {
    return await inContext({ ...context, traceparent: contextOf(span) }, () => work(span));
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/**
 * Marks a span as failed with the kind of its error: messages of errors may have personal data. A refusal
 * (a status below 500) is an answer like any other.
 */
export function failSpan(span: Span | undefined, error: unknown): void {
  if (span === undefined || tracing === undefined) return;
  const { code, name, status } = error as { code?: unknown; name?: unknown; status?: unknown };
  if (typeof status === 'number' && status < 500) return;
  const type = [code, name].find((one) => typeof one === 'string' && one !== '') ?? typeof error;
  span.setAttribute('error.type', type as string);
  span.setStatus({ code: tracing.api.SpanStatusCode.ERROR });
}

/**
 * The platform's own attributes: `actor.type` becomes `<namespace>.actor.type`. What is undefined is left
 * out, and so is a correlation id without a letter: a client chose it, and it may be a number of a person.
 */
export function ownAttributes(
  values: Readonly<Partial<Record<OwnAttribute, string | number | undefined>>>,
): Attributes {
  const attributes: Attributes = {};
  if (tracing === undefined) return attributes;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || (name === 'correlation.id' && !/[a-z]/i.test(String(value))))
      continue;
    attributes[`${tracing.namespace}.${name}`] = value;
  }
  return attributes;
}

/** The attributes for those of the values that are ids of a known kind. */
export function idAttributes(...values: readonly (string | undefined)[]): Attributes {
  const attributes: Attributes = {};
  if (tracing === undefined) return attributes;
  for (const [prefix, name] of Object.entries(tracing.ids)) {
    const id = values.find((value) => value?.startsWith(prefix) === true && ID.test(value));
    if (id !== undefined) attributes[name] = id;
  }
  return attributes;
}

/** An id of ours: what a caller writes into a path may be anything. */
const ID = /^[\w-]{1,100}$/;

/** The platform's own attributes that the runtime sets, and what they mean. */
export const OWN_ATTRIBUTES = {
  'correlation.id': 'the correlation id, which log lines and events have too',
  'actor.type': 'the type of the actor whose turn it is',
  'actor.method': 'the method, or `timer`, `remind`',
  'event.type': 'the type of an event with its version; of several, each once',
  'event.count': 'the number of events',
  'saga.step': 'the activity of a saga',
  'saga.outcome': '`done`, `refused` for good, or `failed` and tried again',
  'sidecar.api': 'the API of the sidecar that is called, such as `invoke` or `state`',
  'sidecar.target': 'what it is called for: an app, an actor type, a component',
} as const;
type OwnAttribute = keyof typeof OWN_ATTRIBUTES;

/** The trace context of a span, as the W3C writes it. */
export function contextOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

function linksTo(causes: readonly (string | undefined)[]): Link[] {
  if (causes.length === 0) return [];
  const contexts = [...new Set(causes)].slice(0, MAX_LINKS).map(parseTraceparent);
  return contexts.filter((one) => one !== undefined).map((context) => ({ context }));
}
