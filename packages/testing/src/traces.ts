import { statSync } from 'node:fs';
import { type ReceivedSpan, readSpans } from './span-collector.ts';

/** The spans that arrive in a file of a span collector from now on, by the order that they belong to. */
export interface Traces {
  all: () => ReceivedSpan[];
  /** The spans of all traces in which an attribute has this value, of apps and sidecars. */
  with: (value: string) => ReceivedSpan[];
}

/** Opens the traces of a file. */
export function openTraces(file: string): Traces {
  const since = statSync(file).size;
  const all = () => readSpans(file, since);
  return {
    all,
    with(value) {
      const spans = all();
      const found = spans.filter(({ attributes }) => Object.values(attributes).includes(value));
      const traces = new Set(found.map(({ traceId }) => traceId));
      return spans.filter(({ traceId }) => traces.has(traceId));
    },
  };
}

/** The spans whose parent has not arrived. */
export function orphans(spans: readonly ReceivedSpan[]): ReceivedSpan[] {
  const known = new Set(spans.map(keyOf));
  return spans.filter(
    ({ traceId, parentId }) => parentId !== '' && !known.has(`${traceId}-${parentId}`),
  );
}

/**
 * The last span of a path of spans, each written `<app> <name>` and under the one before it, with others
 * in between; undefined if there is no such path. The first one is the first of its trace.
 */
export function spanAt(
  spans: readonly ReceivedSpan[],
  path: readonly string[],
): ReceivedSpan | undefined {
  const byKey = new Map(spans.map((span) => [keyOf(span), span]));
  const isAt = (span: ReceivedSpan, names: readonly string[]): boolean => {
    if (titleOf(span) !== names.at(-1)) return false;
    const rest = names.slice(0, -1);
    if (rest.length === 0) return span.parentId === '';
    for (let above = parentOf(span); above !== undefined; above = parentOf(above)) {
      if (isAt(above, rest)) return true;
    }
    return false;
  };
  const parentOf = ({ traceId, parentId }: ReceivedSpan) => byKey.get(`${traceId}-${parentId}`);
  return spans.find((span) => isAt(span, path));
}

/** What links to a span name it by. */
export function keyOf({ traceId, id }: ReceivedSpan): string {
  return `${traceId}-${id}`;
}

/** The app and the name of a span. */
function titleOf({ service, name }: ReceivedSpan): string {
  return `${service} ${name}`;
}
