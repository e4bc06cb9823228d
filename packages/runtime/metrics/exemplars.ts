import { Registry, type RegistryContentType, register } from 'prom-client';
import { sampledTraceparent, traceIdOf } from '../telemetry/index.ts';

/** All metrics of this process. */
export const registry = register as Registry<RegistryContentType>;
// Only this form has exemplars. It has to be chosen before a metric with exemplars is made.
registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);

/** The trace of the running work as an exemplar, with which one finds it from a metric; none if it is not sampled. */
export function exemplarOfTrace(): Record<string, string> {
  const traceId = traceIdOf(sampledTraceparent());
  return traceId === undefined ? {} : { trace_id: traceId };
}
