import { callerIf } from 'dapr-actor-runtime/access';
import { idempotencyKey, idempotent } from 'dapr-actor-runtime/idempotency';
import { derivedId, uuidv7 } from 'dapr-actor-runtime/ids';
import type { Context, Middleware } from 'koa';
import type { OrderDeps } from '../deps.ts';
import { storefrontOf } from './acting-for-customers.ts';

/**
 * To whom an idempotency key belongs. Guests share one name. A store-front server has keys of its own for
 * each customer: those of the customer's browser are others.
 */
export function callerName(ctx: Context): string {
  const storefront = storefrontOf(ctx);
  const name = callerIf(ctx)?.sub ?? 'guest';
  return storefront === undefined ? name : `${storefront} for ${name}`;
}

/**
 * The id of a command on an order: derived from its Idempotency-Key, so that the order recognizes a
 * repeat without expiry; a new one without a key.
 */
export function commandId(ctx: Context, prefix: string, orderId: string): string {
  const key = idempotencyKey(ctx);
  return `${prefix}_${key === undefined ? uuidv7() : derivedId(prefix, orderId, key)}`;
}

/**
 * Answers a repeat under its Idempotency-Key like the first request, for 24 h, and refuses the key
 * with another body: idempotency-key-reused. The order itself recognizes a repeat without expiry.
 */
export function answeredOnce(
  { redis, personal, log }: Pick<OrderDeps, 'redis' | 'personal' | 'log'>,
  operation: string,
  { needsKey }: { needsKey?: true } = {},
): Middleware {
  const { digestOf } = personal;
  return idempotent({
    ...{ redis, operation, caller: callerName, digestOf, log },
    ...(needsKey && { needsKey }),
  });
}

/** Leaves out a middleware for a preview, whose answer must not become that of the command. */
export function unlessDryRun(middleware: Middleware): Middleware {
  return (ctx, next) => (ctx.query['dryRun'] === 'true' ? next() : middleware(ctx, next));
}
