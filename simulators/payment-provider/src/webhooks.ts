import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { uuidv7 } from '@commerce/runtime/ids';
import type { Logger } from '@commerce/runtime/telemetry';
import type { Amount } from './book.ts';

/** Most attempts to deliver a webhook. */
const MAX_ATTEMPTS = 8;
/** Pause after the first failure, ms; it doubles with each failure. */
const FIRST_PAUSE_MS = 100;
/** Delay of a webhook after its decision, ms: usually after the answer, like real providers. */
const NOTICE_DELAY_MS = 100;
/** Longest wait for the customer's answer to a webhook, ms. */
const ANSWER_LIMIT_MS = 5_000;

/** The content of a webhook. */
export interface Notice {
  type: `${'authorization' | 'capture' | 'refund'}.${string}`;
  data: {
    reference: string;
    id?: string;
    operationId?: string;
    attempt?: number;
    amount?: Amount;
    reason?: string;
  };
}

export interface Webhooks {
  /** Sends a webhook until it is accepted or given up, then resolves. Never rejects. */
  send: (notice: Notice, how: { copies: number; atOnce: boolean }) => Promise<void>;
  close: () => void;
}

/**
 * Webhooks to the customer, signed as in Standard Webhooks: HMAC-SHA256 with the secret over
 * `id.timestamp.body`. Every copy of a webhook has the same id. Without a target nothing is sent.
 */
export function createWebhooks(
  target: { url: string; secret: string } | undefined,
  log: Logger,
): Webhooks {
  if (target === undefined) return { send: async () => {}, close: () => {} };
  const { url, secret } = target;
  const ended = new AbortController();

  /** Ends early on close. */
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
    if (!answer.ok) throw new Error(`the customer answered ${answer.status}`);
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
      if (!atOnce) await pause(NOTICE_DELAY_MS);
      const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
      const id = `msg_${uuidv7()}`;
      await Promise.all(Array.from({ length: copies }, () => sendCopy(id, body)));
    },
    close: () => ended.abort(),
  };
}

/**
 * The signature headers of a webhook. The secret is base64, with or without the prefix `whsec_`.
 */
export function signatureHeaders(
  secret: string,
  id: string,
  body: string,
  atSeconds = Math.floor(Date.now() / 1000),
): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(atSeconds),
    'webhook-signature': `v1,${signature}`,
  };
}
