import type { Address } from '@commerce/contracts/address';
import { formatAmount } from '@commerce/contracts/currency';
import type { Money } from '@commerce/contracts/money';
import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import {
  maximumOf,
  minimumOf,
  type PaymentProviderName,
} from '@commerce/contracts/payment/charge-bounds';
import { addressFaults } from '@commerce/platform/address-rules';
import { problem } from '@commerce/platform/problem';
import type { Caller } from 'dapr-actor-runtime/access';
import { mayImport } from '../domain/ownership.ts';

/**
 * Refuses the fields that not everyone may send: those of an importer, and those of a service client,
 * by which staff work. Rejects with trusted-field.
 */
export function refuseTrustedFields(
  { caller, placedBy }: { caller: Caller | undefined; placedBy: string | undefined },
  request: PlaceOrder,
): void {
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
  const isOfClient = caller?.kind === 'client' || placedBy !== undefined;
  const pointers = [...importers, ...(isOfClient ? [] : clients)];
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
  refuseFaults([
    ...(shippingAddress === undefined
      ? [{ pointer: '/shippingAddress', detail: 'is needed' }]
      : faultsAt('/shippingAddress', shippingAddress)),
    ...(billingAddress === undefined ? [] : faultsAt('/billingAddress', billingAddress)),
    ...(contact === undefined && caller?.kind !== 'user'
      ? [{ pointer: '/contact', detail: 'is needed for an order without an account' }]
      : []),
  ]);
}

/** Refuses addresses that their countries do not understand. Rejects with incomplete-order. */
export function refuseFaultyAddresses({
  shippingAddress,
  billingAddress,
}: Pick<PlaceOrder, 'shippingAddress' | 'billingAddress'>): void {
  refuseFaults([
    ...(shippingAddress === undefined ? [] : faultsAt('/shippingAddress', shippingAddress)),
    ...(billingAddress === undefined ? [] : faultsAt('/billingAddress', billingAddress)),
  ]);
}

/**
 * Refuses an order that costs something and names no payment, or costs less or more than the provider
 * charges: before stock is held for it. Rejects with payment-required, amount-below-minimum or
 * amount-too-large.
 */
export function refuseUnpayable(
  total: Money,
  {
    request,
    provider,
    within = '',
  }: {
    request: Pick<PlaceOrder, 'payment'>;
    provider: PaymentProviderName;
    /** Where the body has lines and payment. */
    within?: string;
  },
): void {
  if (total.amountMinor === 0) return;
  refuseTooLarge(total, provider, within);
  if (request.payment === undefined) {
    throw problem('payment-required', 'The order costs something and names no payment.', {
      errors: [{ pointer: `${within}/payment`, detail: 'is needed' }],
    });
  }
  refuseBelowMinimum(total, provider);
}

/** Refuses a total that the provider does not charge: amount-below-minimum. */
export function refuseBelowMinimum(
  { amountMinor, currency }: Money,
  provider: PaymentProviderName,
): void {
  const minimum = minimumOf(provider, currency);
  if (amountMinor === 0 || amountMinor >= minimum) return;
  const [total, least] = [amountMinor, minimum].map((one) => formatAmount(one, currency));
  throw problem(
    'amount-below-minimum',
    `${total} is less than can be charged: ${least} or nothing.`,
  );
}

// The total has tax and shipping in it: the lines alone may be small enough.
function refuseTooLarge(
  { amountMinor, currency }: Money,
  provider: PaymentProviderName,
  within: string,
): void {
  const maximum = maximumOf(provider, currency);
  if (amountMinor <= maximum) return;
  const [total, most] = [amountMinor, maximum].map((one) => formatAmount(one, currency));
  const detail = `The total, with tax and shipping, is ${total}: more than can be charged, ${most}.`;
  throw problem('amount-too-large', detail, { errors: [{ pointer: `${within}/lines`, detail }] });
}

function refuseFaults(errors: { pointer: string; detail: string }[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw problem('incomplete-order', `${first.pointer} ${first.detail}.`, { errors });
}

function faultsAt(at: string, address: Address): { pointer: string; detail: string }[] {
  return addressFaults(address).map(({ pointer, detail }) => ({ pointer: at + pointer, detail }));
}
