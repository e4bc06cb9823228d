import { idempotencyKey } from '@commerce/runtime/idempotency';
import { derivedId, uuidv7 } from '@commerce/runtime/ids';
import type { Context } from 'koa';

/**
 * The id of a command on an order: from its Idempotency-Key, so that a repeat is known for ever by
 * the order itself, else a new one.
 */
export function commandId(ctx: Context, prefix: string, orderId: string): string {
  const key = idempotencyKey(ctx);
  return `${prefix}_${key === undefined ? uuidv7() : derivedId(prefix, orderId, key)}`;
}
