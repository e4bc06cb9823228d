import { idempotencyKey, idempotent } from '@commerce/runtime/idempotency';
import { derivedId, uuidv7 } from '@commerce/runtime/ids';
import type { Context, Middleware } from 'koa';
import { callerName } from './caller.ts';
import type { RouteDeps } from './index.ts';

/**
 * The id of a command on an order: from its Idempotency-Key, so that a repeat is known for ever by
 * the order itself, else a new one.
 */
export function commandId(ctx: Context, prefix: string, orderId: string): string {
  const key = idempotencyKey(ctx);
  return `${prefix}_${key === undefined ? uuidv7() : derivedId(prefix, orderId, key)}`;
}

/**
 * Answers a repeat under its Idempotency-Key as the first one was answered, for a day, and refuses
 * the key with another body: idempotency-key-reused. The order itself knows the key for ever.
 */
export function answeredOnce(
  { redis, personal, log }: RouteDeps,
  operation: string,
  { needsKey }: { needsKey?: true } = {},
): Middleware {
  const { digestOf } = personal;
  return idempotent({
    ...{ redis, operation, caller: callerName, digestOf, log },
    ...(needsKey && { needsKey }),
  });
}
