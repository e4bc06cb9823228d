import type { Scope } from '@commerce/contracts/identity/access';
import { ON_BEHALF_OF } from '@commerce/contracts/order/on-behalf-of';
import { callerIf } from 'dapr-actor-runtime/access';
import type { AppRoute } from 'dapr-actor-runtime/app';
import { compileSchema } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Context, Middleware } from 'koa';
import { customerAsCaller } from '../domain/ownership.ts';

const HEADER = 'On-Behalf-Of';
const STOREFRONT: Scope = 'storefront';
const customerId = compileSchema(ON_BEHALF_OF[HEADER].schema);

/**
 * Lets a store-front server act for one customer per request, by `On-Behalf-Of`, in the operations that
 * its scope allows. After it the caller of the request is that customer, with the rights of a customer and
 * no others; without the header it is a guest.
 */
export function actingForCustomers<D>(route: AppRoute<D>): AppRoute<D> {
  const { access } = route.operation;
  if (access === undefined || access === 'public') return route;
  if (access.scopes?.includes(STOREFRONT) !== true) return route;
  const act = actForCustomer({ guests: access.guests === true });
  return { ...route, middleware: (deps) => [act, ...(route.middleware?.(deps) ?? [])] };
}

/** The service client that acts for the caller of a request; undefined if they act themselves. */
export function storefrontOf(ctx: Context): string | undefined {
  return ctx.state['storefront'] as string | undefined;
}

function actForCustomer({ guests }: { guests: boolean }): Middleware {
  return (ctx, next) => {
    const client = callerIf(ctx);
    const customer = ctx.get(HEADER);
    const scopes = client?.kind === 'client' ? client.scopes : [];
    if (!scopes.includes(STOREFRONT)) {
      if (customer !== '') throw needsScope();
      return next();
    }
    // A client that may also use the orders of all customers acts for nobody unless it says so.
    if (customer === '' && scopes.some((scope) => scope === 'orders' || scope === 'import')) {
      return next();
    }
    if (customer === '' && !guests) {
      throw httpProblem('forbidden', `Say in ${HEADER} for which customer.`);
    }
    if (customer !== '' && !customerId.validator.Check(customer)) {
      throw httpProblem('invalid-request', `${HEADER} must be the id of a customer.`);
    }
    ctx.state['storefront'] = client?.sub;
    ctx.state['caller'] = customer === '' ? undefined : customerAsCaller(customer);
    return next();
  };
}

function needsScope(): Error {
  return httpProblem('forbidden', `${HEADER} needs the scope ${STOREFRONT}.`);
}
