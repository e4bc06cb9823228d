import { createHmac } from 'node:crypto';
import { isSameSecret } from '@commerce/runtime/secrets';

/** How far the time of a webhook may be from ours, either way, ms. */
export const WEBHOOK_TOLERANCE_MS = 300_000;
const MAX_ID_LENGTH = 200;

type Headers = Record<string, string | string[] | undefined>;

/**
 * The id of a webhook that is genuine by the rules of Standard Webhooks, else undefined: HMAC-SHA256
 * over `id.timestamp.body` with the base64 secret, at most 5 minutes away from `now` (ms).
 */
export function verifiedWebhookId(
  headers: Headers,
  body: string,
  { secret, now }: { secret: string; now: number },
): string | undefined {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
    return undefined;
  }
  if (id === '' || id.length > MAX_ID_LENGTH || !/^\d{1,12}$/.test(timestamp)) return undefined;
  if (Math.abs(now - Number(timestamp) * 1000) > WEBHOOK_TOLERANCE_MS) return undefined;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  // A secret is changed by signing with the old and the new one for a while.
  const genuine = signatures
    .split(' ')
    .some((signature) => isSameSecret(signature, `v1,${expected}`));
  return genuine ? id : undefined;
}
