import { Pool, type Dispatcher } from 'undici';
import type { Money } from '@commerce/contracts/money';
import type { Logger } from '@commerce/runtime/telemetry';
import type { ProviderAnswer } from '../domain/payment.ts';

/** Bound on one call, queueing included, ms: twice what a slow card network takes. */
export const PROVIDER_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 64;
/** How long an idle connection is kept, ms. Below the provider's own idle limit. */
const KEEP_ALIVE_MS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024;

type Unknown = Extract<ProviderAnswer, { outcome: 'unknown' }>;
type Answer = { status: number; body: Record<string, unknown> };

export type PaymentProvider = ReturnType<typeof createPaymentProvider>;

/**
 * The payment provider's API. Calls never throw and are never repeated here: what is no clear
 * answer is `unknown`. The order's id is the key and the reference, so that a repeat finds what
 * the first call did.
 */
export function createPaymentProvider({ url, log }: { url: string; log: Logger }) {
  const pool = new Pool(new URL(url).origin, {
    connections: MAX_CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
    pipelining: 1,
  });

  async function post(
    path: string,
    headers: Record<string, string>,
    body: object,
  ): Promise<Answer | Unknown> {
    try {
      const answer = await pool.request({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS),
      });
      return { status: answer.statusCode, body: await readJson(answer.body) };
    } catch (err) {
      const timedOut = (err as Error).name === 'TimeoutError';
      log.warn({ err, path, timedOut }, 'provider did not answer');
      return { outcome: 'unknown', reason: timedOut ? 'provider-timeout' : 'provider-unreachable' };
    }
  }

  return {
    async authorize(
      orderId: string,
      { amount, token }: { amount: Money; token: string },
    ): Promise<ProviderAnswer> {
      const key = { 'idempotency-key': orderId };
      const request = { reference: orderId, amount, token };
      const answer = await post('/authorizations', key, request);
      if ('outcome' in answer) return answer;
      const { id, reason } = answer.body;
      if (answer.status === 201 && typeof id === 'string') {
        return { outcome: 'authorized', authorizationId: id };
      }
      if (answer.status === 402) {
        return { outcome: 'declined', reason: typeof reason === 'string' ? reason : 'declined' };
      }
      if (answer.status === 409) return { outcome: 'voided' };
      if (answer.status === 422) return { outcome: 'conflict' };
      return unclear(answer);
    },

    /** Voids whatever the order has authorized or will ask for. */
    async voidAuthorization(orderId: string): Promise<{ outcome: 'voided' } | Unknown> {
      const answer = await post('/authorizations/void', {}, { reference: orderId });
      if ('outcome' in answer) return answer;
      return answer.status === 200 ? { outcome: 'voided' } : unclear(answer);
    },

    close: () => pool.close(),
  };

  function unclear({ status }: Answer): Unknown {
    log.warn({ status }, 'provider answered with an error');
    return { outcome: 'unknown', reason: 'provider-error' };
  }
}

/** The body as an object; empty when it is none, because the status alone decides then. */
async function readJson(body: Dispatcher.ResponseData['body']): Promise<Answer['body']> {
  const text = await body.text();
  try {
    return Object(JSON.parse(text)) as Answer['body'];
  } catch {
    return {};
  }
}
