import { OrderId } from '@commerce/contracts/order/order-id';
import { compileSchema } from 'dapr-actor-runtime/http';
import { type Problem } from 'dapr-actor-runtime/server';
import type { Context } from 'koa';
import { orderNotFound } from '../use-cases/refuse-command.ts';

const { validator } = compileSchema(OrderId);

/** The order id in the path. A malformed one names no order: rejects with order-not-found. */
export function orderIdIn(ctx: Context): string {
  const { id } = ctx['params'] as { id?: unknown };
  if (!validator.Check(id)) throw orderNotFound();
  return id as string;
}

/**
 * For a path whose other parameter names a part of the order: a malformed one names no part, so the
 * answer is 404 too.
 */
export function malformedPath(partNotFound: () => Problem): (ctx: Context) => Problem {
  return (ctx) => {
    orderIdIn(ctx);
    return partNotFound();
  };
}
