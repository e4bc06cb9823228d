/** An answer with its JSON body; an empty body is undefined. */
export interface JsonAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Longest wait for an answer, ms. */
const TIMEOUT_MS = 60_000;

/**
 * Sends requests with JSON bodies to one server; returns the answer whatever its status is.
 */
export function jsonClient(baseUrl: string) {
  return async (
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<JsonAnswer> => {
    const answer = await fetch(baseUrl + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
}
