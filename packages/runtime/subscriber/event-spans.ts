import { eventAttributes } from '../streams/event-attributes.ts';
import type { StreamEvent } from '../streams/event-streams.ts';
import {
  contextOf,
  currentContext,
  idAttributes,
  inContext,
  inSpan,
  isTracing,
  newContext,
  ownAttributes,
  type Span,
  type SpanOptions,
  startSpan,
  traceIdOf,
} from '../telemetry/index.ts';
import { type CloudEvent, envelopeOf } from './envelope.ts';

/** Handles one event in its span. */
export function inEventSpan<T>(
  event: StreamEvent,
  topic: string,
  handle: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  return inSpan(`process ${topic}`, optionsOf([event], topic), handle);
}

/**
 * Handles several events at once, in the trace that they share. Events of several traces are handled in
 * one that is linked to theirs, and each has a span in its own. Log lines have the correlation id, if it
 * is one.
 */
export async function inBatchSpan<T>(
  events: readonly StreamEvent[],
  topic: string,
  handle: () => Promise<T>,
): Promise<T> {
  const [first, ...others] = events as [StreamEvent, ...StreamEvent[]];
  const context = { ...(currentContext() ?? newContext()), traceparent: deliveredIn(first) };
  const { correlationId } = first;
  const isOneFlow = others.every((event) => event.correlationId === correlationId);
  return inContext({ ...context, ...(isOneFlow && { correlationId }) }, () =>
    isTracing() ? inSpansOf(events, topic, handle) : handle(),
  );
}

function inSpansOf<T>(
  events: readonly StreamEvent[],
  topic: string,
  handle: () => Promise<T>,
): Promise<T> {
  const name = `process ${topic}`;
  const options = optionsOf(events, topic);
  const contexts = events.map((event) => traceparentOf(envelopeOf(event)));
  if (new Set(contexts.map(traceIdOf)).size === 1) return inSpan(name, options, handle);
  const batch = { ...options, newTrace: true, links: contexts };
  return inSpan(name, batch, async (span) => {
    const links = [span && contextOf(span)];
    const own = events.map((event, n) =>
      startSpan(name, { ...optionsOf([event], topic), parent: contexts[n], links }),
    );
    try {
      return await handle();
    } finally {
      for (const one of own) one?.end();
    }
  });
}

/** The trace context of a CloudEvent. An outbox writes it into `traceid`. */
function traceparentOf(envelope: CloudEvent | undefined): string | undefined {
  const { traceparent, traceid } = envelope ?? {};
  return [traceparent, traceid].find((one): one is string => typeof one === 'string');
}

/**
 * The trace context in which an event is delivered: that of its request, whose parent is the event,
 * unless the request also delivers events of other traces and continues one of those.
 */
export function deliveredIn(event: StreamEvent): string | undefined {
  const ofRequest = currentContext()?.traceparent;
  const ofEvent = traceparentOf(envelopeOf(event));
  const isSame = ofEvent === undefined || traceIdOf(ofEvent) === traceIdOf(ofRequest);
  return isSame ? ofRequest : ofEvent;
}

function optionsOf(events: readonly StreamEvent[], topic: string): SpanOptions {
  const [first, ...others] = events;
  const ofOne = others.length === 0 && first !== undefined;
  return {
    kind: 'consumer',
    attributes: () => ({
      'messaging.operation.type': 'process',
      'messaging.destination.name': topic,
      ...(ofOne && { 'messaging.message.id': first.id, ...idAttributes(first.stream) }),
      ...(ofOne && ownAttributes({ 'correlation.id': first.correlationId })),
      ...eventAttributes(events),
    }),
  };
}
