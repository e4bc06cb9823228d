/** Longest wait for an answer of Jaeger, ms. */
const TIMEOUT_MS = 5_000;
const HOUR_MS = 3_600_000;
/** How far back traces are searched; Jaeger's memory reaches less far. */
const SEARCHED_MS = 48 * HOUR_MS;
/** The attribute of spans that name an order. */
const ORDER_ID = 'commerce.order.id';
const MICROSECONDS = 1_000;

/** A span as Jaeger answers it; times are in µs. */
export interface Span {
  traceID: string;
  spanID: string;
  operationName: string;
  references: { refType: 'CHILD_OF' | 'FOLLOWS_FROM'; traceID: string; spanID: string }[];
  startTime: number;
  duration: number;
  tags: { key: string; value: string | number | boolean }[];
  processID: string;
}

/** A trace as Jaeger answers it. */
export interface Trace {
  traceID: string;
  spans: Span[];
  processes: Record<string, { serviceName: string }>;
}

/** What to search: of an order, or the newest of all. */
export interface Search {
  order?: string | undefined;
  failedOnly: boolean;
  /** Most traces of each service. */
  limit: number;
}

/** Jaeger's query API. */
export interface Jaeger {
  /** Undefined if Jaeger has no trace of this id. */
  trace(id: string): Promise<Trace | undefined>;
  /** The newest first. */
  search(search: Search): Promise<Trace[]>;
}

/** Asks the Jaeger at a URL. All calls reject if it does not answer within 5 s. */
export function openJaeger(url: string): Jaeger {
  const get = async <T>(path: string): Promise<T | undefined> => {
    const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`Jaeger answered ${answer.status} to ${path}`);
    return ((await answer.json()) as { data: T | null }).data ?? undefined;
  };
  return {
    trace: async (id) => (await get<Trace[]>(`/api/traces/${id}`))?.[0],
    async search(search) {
      const services = (await get<string[]>('/api/services')) ?? [];
      // Jaeger searches the spans of one service at a time.
      const found = await Promise.all(
        services.map((service) => get<Trace[]>(`/api/traces?${searchQuery(service, search)}`)),
      );
      const byId = new Map(
        found.flatMap((traces) => traces ?? []).map((one) => [one.traceID, one]),
      );
      return [...byId.values()].sort((a, b) => startOf(b) - startOf(a));
    },
  };
}

function searchQuery(service: string, { order, failedOnly, limit }: Search): string {
  const tags = {
    ...(order === undefined ? {} : { [ORDER_ID]: order }),
    ...(failedOnly ? { error: 'true' } : {}),
  };
  const now = Date.now();
  return new URLSearchParams({
    service,
    limit: String(limit),
    start: String((now - SEARCHED_MS) * MICROSECONDS),
    end: String(now * MICROSECONDS),
    ...(Object.keys(tags).length > 0 && { tags: JSON.stringify(tags) }),
  }).toString();
}

/** When the first span of a trace began, µs. */
export function startOf({ spans }: Trace): number {
  return spans.reduce((first, { startTime }) => Math.min(first, startTime), Infinity);
}

/** The value of an attribute of a span. */
export function attribute({ tags }: Span, key: string): string | undefined {
  const found = tags.find((tag) => tag.key === key);
  return found === undefined ? undefined : String(found.value);
}

/** Whether the work of a span failed. */
export function hasFailed(span: Span): boolean {
  return attribute(span, 'error') === 'true' || attribute(span, 'otel.status_code') === 'ERROR';
}
