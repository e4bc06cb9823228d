import protobuf from 'protobufjs';

/** A span as it arrived, from an app or from a sidecar. */
export interface ReceivedSpan {
  traceId: string;
  /** '' for the first span of a trace. */
  parentId: string;
  id: string;
  name: string;
  /** `service.name`: the app. */
  service: string;
  /** `dapr` for a sidecar, else what the app makes its spans with. */
  scope: string;
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  failed: boolean;
  attributes: Record<string, unknown>;
  /** The spans of other traces that led to it, as `<trace>-<span>`. */
  links: string[];
  /** µs since 1970. */
  startedAt: number;
  durationUs: number;
}

const REQUEST = protobuf
  .parse(
    `
  syntax = "proto3";
  message Request { repeated ResourceSpans resourceSpans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
  message Scope { string name = 1; }
  message Span {
    bytes traceId = 1; bytes spanId = 2; bytes parentSpanId = 4; string name = 5; uint32 kind = 6;
    fixed64 startTimeUnixNano = 7; fixed64 endTimeUnixNano = 8; repeated KeyValue attributes = 9;
    repeated Link links = 13; Status status = 15;
  }
  message Link { bytes traceId = 1; bytes spanId = 2; }
  message Status { string message = 2; uint32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue {
    oneof value {
      string stringValue = 1; bool boolValue = 2; int64 intValue = 3; double doubleValue = 4;
      ArrayValue arrayValue = 5;
    }
  }
  message ArrayValue { repeated AnyValue values = 1; }
`,
  )
  .root.lookupType('Request');

/** OTLP as JSON; from protobuf, ids are in base64. */
interface Request {
  resourceSpans?: {
    resource?: { attributes?: KeyValue[] };
    scopeSpans?: { scope?: { name?: string }; spans?: Span[] }[];
  }[];
}
interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: KeyValue[];
  links?: { traceId: string; spanId: string }[];
  status?: { code?: number; message?: string };
}
interface KeyValue {
  key: string;
  value: AnyValue;
}
interface AnyValue {
  arrayValue?: { values?: AnyValue[] };
  [kind: string]: unknown;
}

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const ERROR = 2;

/** The spans of an OTLP/HTTP request (`POST /v1/traces`), in JSON or protobuf. */
export function spansOf(body: Buffer, contentType: string): ReceivedSpan[] {
  const isJson = contentType.startsWith('application/json');
  const request = isJson ? (JSON.parse(body.toString('utf8')) as Request) : decoded(body);
  const hex = (id = '') => (isJson ? id : Buffer.from(id, 'base64').toString('hex'));
  return (request.resourceSpans ?? []).flatMap(({ resource, scopeSpans = [] }) => {
    const service = String(valuesOf(resource?.attributes)['service.name']);
    return scopeSpans.flatMap(({ scope, spans = [] }) =>
      spans.map((span) => received(span, { service, scope: scope?.name ?? '', hex })),
    );
  });
}

function decoded(body: Buffer): Request {
  return REQUEST.toObject(REQUEST.decode(body), { bytes: String, longs: String }) as Request;
}

function received(
  { name, kind, status, links = [], ...span }: Span,
  { service, scope, hex }: { service: string; scope: string; hex: (id?: string) => string },
): ReceivedSpan {
  const startedAt = Number(BigInt(span.startTimeUnixNano) / 1_000n);
  return {
    traceId: hex(span.traceId),
    parentId: hex(span.parentSpanId),
    id: hex(span.spanId),
    name,
    service,
    scope,
    kind: KINDS[kind] ?? 'internal',
    failed: status?.code === ERROR,
    attributes: {
      ...valuesOf(span.attributes),
      ...(status?.message && { 'status.message': status.message }),
    },
    links: links.map((link) => `${hex(link.traceId)}-${hex(link.spanId)}`),
    startedAt,
    durationUs: Number(BigInt(span.endTimeUnixNano) / 1_000n) - startedAt,
  };
}

function valuesOf(attributes: KeyValue[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf(value: AnyValue): unknown {
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(valueOf);
  return Object.values(value)[0];
}
