import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/contracts/problems';
import { callerIf, type Caller } from '@commerce/runtime/access';
import type { Route } from '@commerce/runtime/http';
import type { EventStreams } from '@commerce/runtime/streams';
import type { Context, Middleware } from 'koa';
import { LRUCache } from 'lru-cache';
import { mayImport, mayWithAll, mayWithOrderOf, type Wish } from '../domain/ownership.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';

/** Orders whose customer is remembered; those asked for longest ago go first. */
const MAX_REMEMBERED = 10_000;

/** The name under which the keys of a caller are kept. Guests have one together. */
export function callerName(ctx: Context): string {
  return callerIf(ctx)?.sub ?? 'guest';
}

/** The customer of a new order: whoever is signed in, or who an importer says it is. */
export function customerOf(caller: Caller | undefined, said: string | undefined) {
  return caller?.kind === 'user' ? caller.sub : said;
}

/** Refuses the fields that only an importer may send. Rejects with trusted-field. */
export function refuseTrustedFields(caller: Caller | undefined, request: PlaceOrder): void {
  if (mayImport(caller)) return;
  const pointers = request.lines.flatMap((line, index) =>
    line.unitPriceMinor === undefined ? [] : [`/lines/${index}/unitPriceMinor`],
  );
  if (request.customerId !== undefined) pointers.unshift('/customerId');
  if (pointers.length === 0) return;
  throw problem('trusted-field', `${pointers[0]} may come from a trusted importer only.`, {
    errors: pointers.map((pointer) => ({ pointer, detail: 'is for trusted importers only' })),
  });
}

/** The customer of an order; undefined for a guest's. Rejects with order-not-found. */
export type CustomerOf = (orderId: string) => Promise<string | undefined>;

/** Finds whose an order is: that stands in its first event and never changes. */
export function customersOfOrders(streams: EventStreams): CustomerOf {
  const owners = new LRUCache<string, { customerId?: string }>({ max: MAX_REMEMBERED });

  return async (id) => {
    const known = owners.get(id);
    if (known !== undefined) return known.customerId;
    const placed = (await streams.find([{ stream: id, seq: 1 }])).get(`${id}:1`);
    if (placed === undefined) throw orderNotFound();
    const { customerId } = placed.data as { customerId?: string };
    owners.set(id, customerId === undefined ? {} : { customerId });
    return customerId;
  };
}

/** Puts routes of one order behind its owner: to anybody else there is no such order. */
export function forOwners(customerOf: CustomerOf): (wish: Wish, routes: Route[]) => Route[] {
  const guard =
    (wish: Wish): Middleware =>
    async (ctx, next) => {
      const caller = callerIf(ctx);
      if (mayWithAll(caller, wish)) return next();
      const id = orderIdOf(ctx['params'] as Record<string, string>);
      if (!mayWithOrderOf(await customerOf(id), caller, wish)) throw orderNotFound();
      return next();
    };

  return (wish, routes) =>
    routes.map((route) => ({ ...route, around: [guard(wish), ...(route.around ?? [])] }));
}
