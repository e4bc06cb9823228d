import { routes, type operations as Operations, type Problem } from './api.ts';

/** Longest wait for an answer, longer than the gateway's own deadline, ms. */
const ANSWER_TIMEOUT_MS = 60_000;

export type OperationId = keyof Operations;

type Parameters<Id extends OperationId> = Operations[Id]['parameters'];
type Responses<Id extends OperationId> = Operations[Id]['responses'];

/** Where OpenAPI says that a parameter is, and how a request of this client names it. */
interface Parts {
  path: 'params';
  query: 'query';
  header: 'headers';
}

// The client caches nothing: it sends no If-None-Match and gets no 304.
type Uncached<Values> = Values extends object ? Omit<Values, 'If-None-Match'> : never;

/** The parameters and the body of an operation. */
export type RequestOf<Id extends OperationId> = {
  [Part in keyof Parameters<Id> as Part extends keyof Parts ? Parts[Part] : never]: Uncached<
    Parameters<Id>[Part]
  >;
} & {
  [Key in keyof Operations[Id] as Key extends 'requestBody' ? 'body' : never]: BodyOf<
    Operations[Id][Key]
  >;
};

type BodyOf<Value> = Value extends { content: infer Content } ? Content[keyof Content] : never;

/** The codes of the problems that an operation can answer with. */
export type ProblemsOf<Id extends OperationId> = ProblemOf<Responses<Id>[keyof Responses<Id>]>;

type ProblemOf<Response> = Response extends {
  content: { 'application/problem+json': { type?: `/problems/${infer Code}` } };
}
  ? Code
  : never;

type AnswerBody<Response> = Response extends { content: { 'application/json': infer Body } }
  ? Body
  : Response extends { content: object }
    ? string
    : undefined;

/** The statuses of an operation that are no problem. */
type StatusOf<Id extends OperationId> = {
  [Status in keyof Responses<Id>]: Responses<Id>[Status] extends {
    content: { 'application/problem+json': unknown; 'application/json'?: never };
  }
    ? never
    : Status;
}[Exclude<keyof Responses<Id>, 304>];

/** An answer by its status, or the problem with its code. */
export type AnswerOf<Id extends OperationId> =
  | {
      [Status in StatusOf<Id>]: {
        ok: true;
        status: Status;
        headers: Headers;
        body: AnswerBody<Responses<Id>[Status]>;
      };
    }[StatusOf<Id>]
  | {
      ok: false;
      status: number;
      headers: Headers;
      code: ProblemsOf<Id>;
      problem: Problem;
    };

/** A request as it goes over the wire. */
export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

interface AnyRequest {
  params?: Record<string, string>;
  query?: Record<string, string | undefined>;
  headers?: Record<string, string | undefined>;
  body?: unknown;
}

/** Writes the request of an operation as it goes over the wire. */
export function requestOf<Id extends OperationId>(id: Id, request: RequestOf<Id>): WireRequest {
  const route: { method: WireRequest['method']; path: string; form?: true } = routes[id];
  const { params = {}, query = {}, headers = {}, body } = request as AnyRequest;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams(defined(query)).toString();
  const form = route.form === true;
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    method: route.method,
    path: search === '' ? path : `${path}?${search}`,
    headers: { ...(body === undefined ? {} : { 'content-type': type }), ...defined(headers) },
    ...(body === undefined ? {} : { body: form ? formOf(body) : JSON.stringify(body) }),
  };
}

function defined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function formOf(body: unknown): string {
  return new URLSearchParams(body as Record<string, string>).toString();
}

export type Client = ReturnType<typeof openClient>;

/**
 * A client of the public API. It sends each request once and returns any answer as data; it rejects
 * only when there is no answer within a minute. Every request carries `headers`, and the result of
 * `token` as Bearer.
 */
export function openClient(
  baseUrl: string,
  { headers = {}, token }: { headers?: HeadersInit; token?: () => Promise<string> } = {},
) {
  return async <Id extends OperationId>(id: Id, request: RequestOf<Id>): Promise<AnswerOf<Id>> => {
    const wire = requestOf(id, request);
    const bearer = token && { authorization: `Bearer ${await token()}` };
    const answer = await fetch(baseUrl + wire.path, {
      method: wire.method,
      headers: { ...Object.fromEntries(new Headers(headers)), ...bearer, ...wire.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      ...(wire.body === undefined ? {} : { body: wire.body }),
    });
    const type = answer.headers.get('content-type') ?? '';
    const text = await answer.text();
    const body: unknown = text === '' ? undefined : isJson(type) ? JSON.parse(text) : text;
    const { status } = answer;
    if (!type.startsWith('application/problem+json')) {
      return { ok: true, status, headers: answer.headers, body } as unknown as AnswerOf<Id>;
    }
    const problem = body as Problem;
    const code = problem.type.replace('/problems/', '') as ProblemsOf<Id>;
    return { ok: false, status, headers: answer.headers, code, problem };
  };
}

function isJson(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json/.test(type);
}
