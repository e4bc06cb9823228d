import type { Address } from '@commerce/contracts/address';
import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/platform/problem';
import type { Caller } from 'dapr-actor-runtime/access';
import { addressFaults } from '../personal/address-rules.ts';
import { mayImport } from '../domain/ownership.ts';

/**
 * Refuses the fields that not everyone may send: those of an importer, and those of a service client,
 * by which staff work. Rejects with trusted-field.
 */
export function refuseTrustedFields(caller: Caller | undefined, request: PlaceOrder): void {
  if (mayImport(caller)) return;
  const importers = [
    ...(request.customerId === undefined ? [] : ['/customerId']),
    ...request.lines.flatMap(({ unitPriceMinor, name }, index) => [
      ...(unitPriceMinor === undefined ? [] : [`/lines/${index}/unitPriceMinor`]),
      ...(name === undefined ? [] : [`/lines/${index}/name`]),
    ]),
  ];
  const clients = [
    ...(request.tags === undefined ? [] : ['/tags']),
    ...(request.channel === undefined ? [] : ['/channel']),
    ...(request.notes?.internal === undefined ? [] : ['/notes/internal']),
  ];
  const pointers = [...importers, ...(caller?.kind === 'client' ? [] : clients)];
  const [first] = pointers;
  if (first === undefined) return;
  const who = importers.includes(first) ? 'a trusted importer' : 'a service client';
  throw problem('trusted-field', `Only ${who} may send ${first}.`, {
    errors: pointers.map((pointer) => ({
      pointer,
      detail: `is for ${importers.includes(pointer) ? 'trusted importers' : 'service clients'} only`,
    })),
  });
}

/**
 * Refuses an order that could not be delivered or whose customer could not be told: without an address
 * that its country understands, and without a contact or an account. What an importer brings is
 * history: it may lack both. Rejects with incomplete-order.
 */
export function refuseIncompletePerson(caller: Caller | undefined, request: PlaceOrder): void {
  if (mayImport(caller)) return;
  const { shippingAddress, billingAddress, contact } = request;
  const errors = [
    ...(shippingAddress === undefined
      ? [{ pointer: '/shippingAddress', detail: 'is needed' }]
      : faultsAt('/shippingAddress', shippingAddress)),
    ...(billingAddress === undefined ? [] : faultsAt('/billingAddress', billingAddress)),
    ...(contact === undefined && caller?.kind !== 'user'
      ? [{ pointer: '/contact', detail: 'is needed for an order without an account' }]
      : []),
  ];
  const [first] = errors;
  if (first === undefined) return;
  throw problem('incomplete-order', `${first.pointer} ${first.detail}.`, { errors });
}

function faultsAt(at: string, address: Address): { pointer: string; detail: string }[] {
  return addressFaults(address).map(({ pointer, detail }) => ({ pointer: at + pointer, detail }));
}
