import { CONSISTENCY_TOKEN } from '@commerce/contracts/order/consistency-token';
import { callerIf, type Caller } from 'dapr-actor-runtime/access';
import { httpProblem } from 'dapr-actor-runtime/server';
import { idempotencyKey, idempotent } from 'dapr-actor-runtime/idempotency';
import { derivedId, uuidv7 } from 'dapr-actor-runtime/ids';
import type { Context, Middleware } from 'koa';
import type { OrderDeps } from '../deps.ts';
import { storefrontOf } from './acting-for-customers.ts';

const GUEST = 'guest';
/** Fewest characters of a guest's key: 128 random bits in base64 have as many. */
const MIN_GUEST_KEY_LENGTH = 22;

/**
 * To whom an idempotency key belongs. Guests share one name, which no client has even if its id is the
 * same: with a space it is the id of nobody. A store-front server has keys of its own for each customer:
 * those of the customer's browser are others. Ids of orders are derived from these names.
 */
export function callerName(ctx: Context): string {
  const storefront = storefrontOf(ctx);
  const name = nameOf(callerIf(ctx));
  return storefront === undefined ? name : `${storefront} for ${name}`;
}

function nameOf(caller: Caller | undefined): string {
  if (caller === undefined) return GUEST;
  return caller.sub === GUEST ? `${caller.kind} ${GUEST}` : caller.sub;
}

/**
 * Refuses the key of a guest's order that another guest could use too, because its order would be that
 * of the other one. Rejects with invalid-idempotency-key.
 */
export const refuseSharedKey: Middleware = (ctx, next) => {
  const key = callerIf(ctx) === undefined ? idempotencyKey(ctx) : undefined;
  if (key === undefined || key.length >= MIN_GUEST_KEY_LENGTH) return next();
  throw httpProblem(
    'invalid-idempotency-key',
    `The key of a guest's order has ${MIN_GUEST_KEY_LENGTH} or more characters, chosen at random ` +
      'so that nobody else sends it, such as a UUID.',
  );
};

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
 * with another body on the same order: idempotency-key-reused. The order itself recognizes a repeat
 * without expiry.
 */
export function answeredOnce(
  { redis, personal, log }: Pick<OrderDeps, 'redis' | 'personal' | 'log'>,
  operation: string,
  { needsKey }: { needsKey?: true } = {},
): Middleware {
  const { digestOf } = personal;
  return idempotent({
    ...{ redis, operation, caller: callerName, digestOf, log },
    keptHeaders: [CONSISTENCY_TOKEN.toLowerCase()],
    ...(needsKey && { needsKey }),
  });
}

/** Leaves out a middleware for a preview, whose answer must not become that of the command. */
export function unlessDryRun(middleware: Middleware): Middleware {
  return (ctx, next) => (ctx.query['dryRun'] === 'true' ? next() : middleware(ctx, next));
}
