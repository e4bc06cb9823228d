import { keyIdOf } from 'dapr-actor-runtime/personal-data';
import type { EventStreams } from 'dapr-actor-runtime/streams';
import { LRUCache } from 'lru-cache';
import type { Owner } from '../personal/personal-data.ts';
import { orderNotFound } from './refuse-command.ts';

/** Orders whose owner is cached; the least recently used ones go first. */
const MAX_CACHED = 10_000;

/** Finds the owner of an order. Rejects with order-not-found. */
export type OwnerOf = (orderId: string) => Promise<Owner>;

/** Opens the lookup of owners, with a cache: the first event of an order never changes. */
export function openOwners(streams: Pick<EventStreams, 'find'>): OwnerOf {
  const owners = new LRUCache<string, Owner>({ max: MAX_CACHED });

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
