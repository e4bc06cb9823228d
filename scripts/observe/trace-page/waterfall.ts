import { hasFailed, type Span, startOf, type Trace } from './jaeger.ts';

/** A line of the waterfall: a span under its parent. */
export interface Line {
  span: Span;
  service: string;
  /** How many parents it has. */
  depth: number;
  /** Its parent is not in the trace: it was not sent, or not yet. */
  isOrphan: boolean;
  /** Where its bar begins and how long it is, in shares of the whole trace. */
  offset: number;
  share: number;
  /** Other traces to which it is linked: what caused it. */
  causes: string[];
}

/** A trace to be shown. */
export interface Waterfall {
  id: string;
  /** Of the first span. */
  name: string;
  /** When it began, as an instant, and how long it took, ms. */
  at: string;
  tookMs: number;
  /** In the order in which they first appear. */
  services: string[];
  failed: number;
  lines: Line[];
}

/** Puts the spans of a trace below their parents, siblings in the order of their starts. */
export function waterfallOf(trace: Trace): Waterfall {
  const spans = trace.spans.toSorted((a, b) => a.startTime - b.startTime);
  const known = new Set(spans.map(({ spanID }) => spanID));
  const children = Map.groupBy(spans, (span) => {
    const parent = parentOf(span);
    return parent !== undefined && known.has(parent) ? parent : undefined;
  });
  const start = startOf(trace);
  const end = spans.reduce((last, one) => Math.max(last, one.startTime + one.duration), start);
  const whole = Math.max(end - start, 1);
  const lines: Line[] = [];
  // Without recursion: a trace may be as deep as it has spans.
  const open = (children.get(undefined) ?? []).toReversed().map((span) => ({ span, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { span, depth } = next;
    const below = children.get(span.spanID) ?? [];
    open.push(...below.toReversed().map((child) => ({ span: child, depth: depth + 1 })));
    lines.push({
      ...{ span, depth, service: trace.processes[span.processID]?.serviceName ?? 'unknown' },
      isOrphan: depth === 0 && parentOf(span) !== undefined,
      offset: (span.startTime - start) / whole,
      share: span.duration / whole,
      causes: [...new Set(span.references.map(({ traceID }) => traceID))].filter(
        (id) => id !== trace.traceID,
      ),
    });
  }
  return {
    id: trace.traceID,
    name: lines[0]?.span.operationName ?? '',
    at: new Date(start / 1_000).toISOString(),
    tookMs: (end - start) / 1_000,
    services: [...new Set(lines.map(({ service }) => service))],
    failed: spans.filter(hasFailed).length,
    lines,
  };
}

function parentOf({ traceID, references }: Span): string | undefined {
  return references.find((one) => one.refType === 'CHILD_OF' && one.traceID === traceID)?.spanID;
}
