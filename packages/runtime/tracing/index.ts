import * as api from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { droppedSpans, exportedSpans } from '../metrics/span-counters.ts';
import type { Logger } from '../telemetry/index.ts';
import { useTracing } from '../telemetry/spans.ts';

/** Most ended spans that wait to be sent; further ones are dropped. About 16 MB. */
const MAX_QUEUE = 8_192;
/** Spans of one request to the collector. */
const BATCH_SIZE = 1_024;
/** Longest wait of an ended span until it is sent, ms. */
const EXPORT_INTERVAL_MS = 2_000;
/** Longest time for a batch, with its retries, ms; after it the batch is dropped. */
const EXPORT_TIMEOUT_MS = 8_000;
/** Longest wait for the last spans at shutdown, ms. */
const STOP_TIMEOUT_MS = 2_000;
/** A collector that is away is logged this often at most, ms. */
const WARNING_INTERVAL_MS = 60_000;
/** Longest text in an attribute, characters. */
const MAX_ATTRIBUTE_LENGTH = 256;
const SUCCESS = 0;

export interface TracingOptions {
  /** The app: `service.name`. */
  service: string;
  /** The platform: `service.namespace`, and what the names of its own attributes begin with. */
  namespace: string;
  /** The attributes for ids by the prefix of the id. */
  ids: Readonly<Record<string, string>>;
  /** Base URL of an OTLP receiver over HTTP, such as `http://127.0.0.1:4318`. */
  endpoint: string;
  /** The share of new traces that are sampled, 0 to 1. Traces of other apps keep their decision. */
  ratio: number;
  log: Logger;
}

/**
 * Makes spans from now on and sends them to an OpenTelemetry collector. Nothing waits for it: spans
 * wait in a queue with a limit, and are dropped and counted when it is full or the collector is away.
 * The returned function sends what is left, for 2 s at most. Load this module only to trace.
 */
export function startTracing(options: TracingOptions): () => Promise<void> {
  const { service, namespace, ids, endpoint, ratio, log } = options;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': namespace }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE_LENGTH },
    spanProcessors: [boundedProcessor(new OTLPTraceExporter(exporterOptions(endpoint)), log)],
  });
  useTracing({ api, tracer: provider.getTracer('dapr-actor-runtime'), namespace, ids });
  return async () => {
    useTracing(undefined);
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, STOP_TIMEOUT_MS);
    await Promise.race([provider.shutdown().catch(() => {}), late.promise]);
    clearTimeout(timer);
  };
}

function exporterOptions(endpoint: string) {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  return { url, timeoutMillis: EXPORT_TIMEOUT_MS };
}

// The library's own queue has a limit too, but does not say what it drops.
function boundedProcessor(exporter: SpanExporter, log: Logger): SpanProcessor {
  let waiting = 0;
  let warnedAt = Number.NEGATIVE_INFINITY;
  const warn = (err: unknown) => {
    if (performance.now() - warnedAt < WARNING_INTERVAL_MS) return;
    warnedAt = performance.now();
    log.warn(
      { err },
      'the collector takes no spans: they are dropped, and spans_dropped_total counts',
    );
  };
  const counting: SpanExporter = {
    export(spans, done) {
      waiting -= spans.length;
      exporter.export(spans, (result) => {
        if (result.code === SUCCESS) exportedSpans.inc(spans.length);
        else {
          droppedSpans.inc({ reason: 'export' }, spans.length);
          warn(result.error);
        }
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
  const inner = new BatchSpanProcessor({
    exporter: counting,
    maxQueueSize: MAX_QUEUE,
    maxExportBatchSize: BATCH_SIZE,
    scheduledDelayMillis: EXPORT_INTERVAL_MS,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS + STOP_TIMEOUT_MS,
  });
  return {
    onStart: (span, context) => inner.onStart(span, context),
    onEnd(span) {
      if ((span.spanContext().traceFlags & api.TraceFlags.SAMPLED) === 0) return;
      if (waiting >= MAX_QUEUE) {
        droppedSpans.inc({ reason: 'queue' });
        return;
      }
      waiting += 1;
      inner.onEnd(span);
    },
    forceFlush: () => inner.forceFlush(),
    shutdown: () => inner.shutdown(),
  };
}
