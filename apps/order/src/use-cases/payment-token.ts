import { keyIdOf } from 'dapr-actor-runtime/personal-data';
import type { OrderDeps } from '../deps.ts';
import type { OrderDetails } from '../domain/order-state.ts';
import type { Owner } from '../personal/personal-data.ts';

/**
 * The only place where a payment token is decrypted: it goes to payment, or sealed into the order of an
 * exchange, and no further. `sealed` is the token
 * of a later card; undefined: that of the order. `undefined`: the order names no payment.
 */
export async function readPaymentToken(
  { personal }: Pick<OrderDeps, 'personal'>,
  orderId: string,
  { orderDetails, sealed }: { orderDetails: OrderDetails; sealed: string | undefined },
): Promise<string | 'erased' | undefined> {
  if (sealed !== undefined) {
    return (await personal.decryptNote(ownerOf(orderId, orderDetails), sealed)) ?? 'erased';
  }
  if (!('personal' in orderDetails)) return orderDetails.paymentToken;
  const { customerId } = orderDetails;
  const person = await personal.decrypt({ orderId, customerId }, orderDetails.personal);
  return person === 'erased' ? person : person.paymentToken;
}

/** To whom the personal data of an order belong. */
export function ownerOf(orderId: string, orderDetails: OrderDetails): Owner {
  const { customerId } = orderDetails;
  const keyId = 'personal' in orderDetails ? keyIdOf(orderDetails.personal) : undefined;
  return { orderId, customerId, keyId };
}
