import { operations, type Operations, type Problem } from './api.ts';

export type * from './api.ts';
export { clientCredentials, type ServiceClient } from './client-credentials.ts';

/** Longest wait for an answer, above what the gateway itself waits, ms. */
const ANSWER_TIMEOUT_MS = 60_000;

export type OperationId = keyof Operations;
export type RequestOf<Id extends OperationId> = Operations[Id]['request'];
export type ProblemsOf<Id extends OperationId> = Operations[Id]['problems'];

type Answers<Id extends OperationId> = Operations[Id]['answers'];

/** An answer by its status, or the problem with its code. */
export type AnswerOf<Id extends OperationId> =
  | {
      [Status in keyof Answers<Id>]: {
        ok: true;
        status: Status;
        headers: Headers;
        body: Answers<Id>[Status];
      };
    }[keyof Answers<Id>]
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
  const place: { method: WireRequest['method']; path: string; form?: true } = operations[id];
  const { params = {}, query = {}, headers = {}, body } = request as AnyRequest;
  const path = place.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams(defined(query)).toString();
  const form = place.form === true;
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    method: place.method,
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
 * A client of the public API. It sends what it is given once and answers whatever comes, as data;
 * it rejects only when no answer came within a minute. `headers` go along with every request, and so
 * does what `token` gives, as Bearer.
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
