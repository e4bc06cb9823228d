import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/contracts/problems';
import { callerIf, type Caller } from '@commerce/runtime/access';
import type { Route } from '@commerce/runtime/http';
import { keyIdOf } from '@commerce/runtime/personal-data';
import type { EventStreams } from '@commerce/runtime/streams';
import type { Context, Middleware } from 'koa';
import { LRUCache } from 'lru-cache';
import {
  mayAccessAllOrders,
  mayAccessOrderOf,
  mayImport,
  type Permission,
} from '../domain/ownership.ts';
import type { Owner } from '../personal/personal-data.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';

/** Orders whose owner is remembered; those asked for longest ago go first. */
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

/** Whose an order is. Rejects with order-not-found. */
export type OwnerOf = (orderId: string) => Promise<Owner>;

/** Finds whose orders are: that stands in their first events and never changes. */
export function ownersOfOrders(streams: EventStreams): OwnerOf {
  const owners = new LRUCache<string, Owner>({ max: MAX_REMEMBERED });

  return async (orderId) => {
    const known = owners.get(orderId);
    if (known !== undefined) return known;
    const placed = (await streams.find([{ stream: orderId, seq: 1 }])).get(`${orderId}:1`);
    if (placed === undefined) throw orderNotFound();
    const { customerId, personal } = placed.data as { customerId?: string; personal?: string };
    const owner = { orderId, customerId, keyId: personal && keyIdOf(personal) };
    owners.set(orderId, owner);
    return owner;
  };
}

/** Puts routes of one order behind its owner: to anybody else there is no such order. */
export function forOwners(ownerOf: OwnerOf): (permission: Permission, routes: Route[]) => Route[] {
  const guard =
    (permission: Permission): Middleware =>
    async (ctx, next) => {
      const caller = callerIf(ctx);
      if (mayAccessAllOrders(caller, permission)) return next();
      const id = orderIdOf(ctx['params'] as Record<string, string>);
      const { customerId } = await ownerOf(id);
      if (!mayAccessOrderOf(customerId, caller, permission)) throw orderNotFound();
      return next();
    };

  return (permission, routes) =>
    routes.map((route) => ({
      ...route,
      middleware: [guard(permission), ...(route.middleware ?? [])],
    }));
}
