import { type Caller, callerIf } from 'dapr-actor-runtime/access';
import type { Context, Middleware } from 'koa';
import type { OrderDeps } from '../deps.ts';
import { mayAccessAllOrders, mayAccessOrderOf, type Permission } from '../domain/ownership.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { orderIdIn } from './order-path.ts';

/**
 * Admits callers with a permission on the order: for anyone else there is no such order. The caller is
 * that of the token, unless `callerOf` finds another one.
 */
export function requirePermission(
  { ownerOf }: Pick<OrderDeps, 'ownerOf'>,
  permission: Permission,
  callerOf: (ctx: Context) => Caller | undefined = callerIf,
): Middleware {
  return async (ctx, next) => {
    const caller = callerOf(ctx);
    if (mayAccessAllOrders(caller, permission)) return next();
    const { customerId } = await ownerOf(orderIdIn(ctx));
    if (!mayAccessOrderOf(customerId, caller, permission)) throw orderNotFound();
    return next();
  };
}
