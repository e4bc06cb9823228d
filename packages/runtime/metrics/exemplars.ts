import { Registry, type RegistryContentType, register } from 'prom-client';
import { currentContext } from '../telemetry/index.ts';

/** All metrics of this process. */
export const registry = register as Registry<RegistryContentType>;
// Only this form has exemplars. It has to be chosen before a metric with exemplars is made.
registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);

/** A trace context (W3C) with the flag that it is sampled, and its trace. */
const SAMPLED = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f][13579bdf]$/;

/** The trace of the running work as an exemplar, with which one finds it from a metric; none if it is not sampled. */
export function exemplarOfTrace(): Record<string, string> {
  const [, traceId] = SAMPLED.exec(currentContext()?.traceparent ?? '') ?? [];
  return traceId === undefined ? {} : { trace_id: traceId };
}
