import { callerIf } from 'dapr-actor-runtime/access';
import type { Middleware } from 'koa';
import type { OrderDeps } from '../deps.ts';
import { mayAccessAllOrders, mayAccessOrderOf, type Permission } from '../domain/ownership.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { orderIdIn } from './order-path.ts';

/** Admits callers with a permission on the order: for anyone else there is no such order. */
export function requirePermission(
  { ownerOf }: Pick<OrderDeps, 'ownerOf'>,
  permission: Permission,
): Middleware {
  return async (ctx, next) => {
    const caller = callerIf(ctx);
    if (mayAccessAllOrders(caller, permission)) return next();
    const { customerId } = await ownerOf(orderIdIn(ctx));
    if (!mayAccessOrderOf(customerId, caller, permission)) throw orderNotFound();
    return next();
  };
}
