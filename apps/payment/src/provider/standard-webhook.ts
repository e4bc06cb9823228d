import type { Webhook } from 'standardwebhooks';

/** How far the timestamp of a webhook may be from our clock, either way, ms. The library's own. */
export const WEBHOOK_TOLERANCE_MS = 300_000;
const MAX_ID_LENGTH = 200;

type Headers = Record<string, string | string[] | undefined>;

/**
 * The id of a webhook that is genuine by the rules of Standard Webhooks, else undefined. One of its
 * signatures must be right, because a secret is rotated by signing with the old and the new one for
 * a while.
 */
export function verifiedWebhookId(
  headers: Headers,
  body: string,
  webhook: Webhook,
): string | undefined {
  const id = headers['webhook-id'];
  if (typeof id !== 'string' || id.length > MAX_ID_LENGTH) return undefined;
  try {
    webhook.verify(body, headers as Record<string, string>, { jsonParse: false });
    return id;
  } catch {
    return undefined;
  }
}
