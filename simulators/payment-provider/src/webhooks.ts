import { setTimeout as wait } from 'node:timers/promises';
import { uuidv7 } from 'dapr-actor-runtime/ids';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import { Webhook } from 'standardwebhooks';
import type { Amount } from './book.ts';

/** Attempts to deliver a webhook at most. */
const MAX_ATTEMPTS = 8;
/** Pause after the first failed attempt, ms; it doubles with each. */
const FIRST_PAUSE_MS = 100;
/** Delay of a webhook after its decision, ms: mostly after the answer, as at real providers. */
const WEBHOOK_DELAY_MS = 100;
/** Longest wait for the answer to a webhook, ms. */
const ANSWER_LIMIT_MS = 5_000;

/** The event of a webhook: a decision of the provider. */
export interface WebhookEvent {
  type: `${'authorization' | 'capture' | 'refund' | 'dispute'}.${string}`;
  data: {
    reference?: string;
    /** Of an authorization that was changed by hand. */
    authorization?: string;
    id?: string;
    operationId?: string;
    attempt?: number;
    amount?: Amount;
    reason?: string;
    pending?: true;
  };
}

export interface Webhooks {
  /** Resolves once the webhook is accepted or given up. Never rejects. */
  send: (event: WebhookEvent, options: { copies: number; atOnce: boolean }) => Promise<void>;
  close: () => void;
}

/**
 * Sends webhooks to the merchant, signed by Standard Webhooks. Every copy of an event has the same
 * id. Without a target nothing is sent.
 */
export function createWebhooks(
  target: { url: string; secret: string } | undefined,
  log: Logger,
): Webhooks {
  if (target === undefined) return { send: async () => {}, close: () => {} };
  const { url, secret } = target;
  const ended = new AbortController();

  /** Ends early on close(). */
  async function pause(pauseMs: number): Promise<void> {
    await wait(pauseMs, undefined, { signal: ended.signal }).catch(() => {});
  }

  async function post(id: string, body: string): Promise<void> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signatureHeaders(secret, id, body) },
      body,
      signal: AbortSignal.any([ended.signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the merchant answered ${answer.status}`);
  }

  async function sendCopy(id: string, body: string): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS && !ended.signal.aborted; attempt++) {
      try {
        return await post(id, body);
      } catch (err) {
        log.warn({ err, id, attempt }, 'webhook not accepted');
        const pauseMs = FIRST_PAUSE_MS * 2 ** (attempt - 1);
        await pause(pauseMs);
      }
    }
  }

  return {
    async send({ type, data }, { copies, atOnce }) {
      if (!atOnce) await pause(WEBHOOK_DELAY_MS);
      const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
      const id = `msg_${uuidv7()}`;
      await Promise.all(Array.from({ length: copies }, () => sendCopy(id, body)));
    },
    close: () => ended.abort(),
  };
}

/** The headers that sign a webhook. The secret is base64, with or without its `whsec_`. */
export function signatureHeaders(
  secret: string,
  id: string,
  body: string,
  atSeconds = Math.floor(Date.now() / 1000),
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(atSeconds),
    'webhook-signature': new Webhook(secret).sign(id, new Date(atSeconds * 1000), body),
  };
}
