import { setTimeout as delay } from 'node:timers/promises';
import { type OperationId, type RequestOf, requestOf, type WireRequest } from '@commerce/client';
import { Pool } from 'undici';

/** Concurrent requests; the pool opens as many connections. */
export const GATEWAY_CONCURRENCY = 16;
const CONNECT_TIMEOUT_MS = 5_000;
/** Longer than the gateway's own deadline for an order, so that the gateway answers first. */
const ANSWER_TIMEOUT_MS = 60_000;
/** The largest answer is an order of some 700 lines: about 60 KB. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** A key that was in flight when the last run was killed stays claimed for 20 s. */
const RETRY_BUDGET_MS = 30_000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;

/** `status` 0: no answer. `code` is that of the problem or of the connection error. */
export type Answer = { status: number; code: string; body: unknown };

export type Gateway = {
  /**
   * Sends the request, and retries it for a bounded time while the answer is transient. So the
   * request must be idempotent: a read, or a write with an idempotency key.
   */
  send: <Id extends OperationId>(id: Id, request: RequestOf<Id>) => Promise<Answer>;
  close: () => Promise<void>;
};

const TRANSIENT_STATUS = new Set([0, 429, 502, 503, 504]);
/** The only transient conflict; all others are about the content of the request. */
const IN_FLIGHT = 'request-in-flight';

/** Whether the same request may get a different answer later. */
export function isTransient({ status, code }: Pick<Answer, 'status' | 'code'>): boolean {
  return TRANSIENT_STATUS.has(status) || (status === 409 && code === IN_FLIGHT);
}

/** The wait before the next try (ms); doubles with each try up to a limit. */
export function retryDelayMs(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LONGEST_RETRY_MS);
}

/** The code of problem details: the last part of their `type`. */
export function problemCode(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('type' in body)) return '';
  return String(body.type).split('/').at(-1) ?? '';
}

/** A short description of an answer, for counting failures. */
export function describeAnswer({ status, code }: Pick<Answer, 'status' | 'code'>): string {
  return status === 0 ? `no answer (${code})` : `${status} ${code}`.trim();
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}

/**
 * Opens a bounded connection pool to the gateway; close it when done. Every request asks `token`
 * for the token, so a run may last longer than one token.
 */
export function connectGateway(gatewayUrl: string, token: () => Promise<string>): Gateway {
  const pool = new Pool(gatewayUrl, {
    connections: GATEWAY_CONCURRENCY,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  async function sendOnce(request: WireRequest): Promise<Answer> {
    try {
      const headers = { ...request.headers, authorization: `Bearer ${await token()}` };
      const response = await pool.request({ ...request, headers });
      const answer = parseBody(await response.body.text());
      return { status: response.statusCode, code: problemCode(answer), body: answer };
    } catch (error) {
      return { status: 0, code: codeOf(error), body: undefined };
    }
  }

  async function send<Id extends OperationId>(id: Id, options: RequestOf<Id>): Promise<Answer> {
    const request = requestOf(id, options);
    const deadline = performance.now() + RETRY_BUDGET_MS;
    for (let tries = 1; ; tries += 1) {
      const answer = await sendOnce(request);
      const waitMs = retryDelayMs(tries);
      if (!isTransient(answer) || performance.now() + waitMs > deadline) return answer;
      await delay(waitMs);
    }
  }

  return { send, close: () => pool.close() };
}
