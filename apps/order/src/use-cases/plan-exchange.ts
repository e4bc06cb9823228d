import type { ExchangeFor } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/platform/problem';
import { derivedId } from 'dapr-actor-runtime/ids';
import type { OrderDeps } from '../deps.ts';
import { charged, chargesOf, isFree } from '../domain/charges.ts';
import type { Exchange, PresentOrder } from '../domain/order-state.ts';
import { personalDataErased, type Person } from '../personal/personal-data.ts';
import { refuseUnpayable } from './check-request.ts';
import { readPaymentToken } from './payment-token.ts';
import { priceAddedLines } from './price-order.ts';
import { readPerson } from './replace-personal-data.ts';

type Deps = Pick<OrderDeps, 'personal' | 'products' | 'sidecar' | 'orderIdKey' | 'paymentProvider'>;

interface Wanted {
  order: PresentOrder;
  returnId: string;
  wanted: ExchangeFor;
}

/**
 * The order that shall be placed for a return: the wanted products at the prices of the catalog, with the discount and
 * the tax of the first order and without a shipping fee, for the same person. Places nothing. Rejects as
 * priceAddedLines() does, with amount-below-minimum, payment-required, incomplete-order, personal-data-erased or
 * unavailable.
 */
export async function planExchange(
  deps: Deps,
  id: string,
  { order, returnId, wanted }: Wanted,
): Promise<Exchange> {
  const { customerId, terms: termsOfOrder, channel, total: paid } = order.orderDetails;
  const { currency } = paid;
  const priced = await priceAddedLines(deps, wanted.lines, {
    currency,
    member: 'exchangeFor/lines',
  });
  const terms = termsOfOrder && { ...termsOfOrder, shippingMinor: 0 };
  const charges = terms && chargesOf(priced.total.amountMinor, terms);
  const total = charges === undefined ? priced.total : charged(priced.total, charges);
  const person = await personOf(deps, id, { order, wanted });
  const { paymentToken: token } = person;
  const known = token === undefined ? {} : { payment: { token } };
  refuseUnpayable(total, {
    ...{ request: known, provider: deps.paymentProvider },
    within: '/exchangeFor',
  });
  const orderId = `ord_${derivedId('exchange', deps.orderIdKey, id, returnId)}`;
  return {
    ...{ orderId, lines: priced.lines, total },
    ...(charges === undefined || isFree(charges) ? {} : { charges }),
    ...(terms === undefined ? {} : { terms }),
    ...(channel === undefined ? {} : { channel }),
    personal: await deps.personal.encrypt({ orderId, customerId }, person),
  };
}

/** To whom the exchange goes, and the card that pays it. The notes were for the first order. */
async function personOf(
  deps: Deps,
  id: string,
  { order, wanted }: Pick<Wanted, 'order' | 'wanted'>,
): Promise<Person> {
  const { shippingAddress, billingAddress, contact } = await readPerson(deps, id, order);
  if (shippingAddress === undefined) {
    throw problem('incomplete-order', 'The order has no address to which an exchange could go.');
  }
  const sealed = order.status === 'confirmed' ? order.paymentToken : undefined;
  const { orderDetails } = order;
  const token =
    wanted.payment?.token ?? (await readPaymentToken(deps, id, { orderDetails, sealed }));
  if (token === 'erased') throw personalDataErased();
  return {
    shippingAddress,
    ...(billingAddress && { billingAddress }),
    ...(contact && { contact }),
    ...(token === undefined ? {} : { paymentToken: token }),
  };
}
