import { httpProblem } from 'dapr-actor-runtime/server';
import { keyIdOf } from 'dapr-actor-runtime/personal-data';
import type { OrderDeps } from '../deps.ts';
import type { PresentOrder } from '../domain/order-state.ts';
import { personalDataErased, type Person } from '../personal/personal-data.ts';

/**
 * The personal data of an order after a change, encrypted with the key that the order has. Rejects with
 * personal-data-erased, or unavailable if the key cannot be read now.
 */
export async function replacePersonalData(
  deps: Pick<OrderDeps, 'personal'>,
  orderId: string,
  { order, change }: { order: PresentOrder; change: (known: Person) => Person },
): Promise<string> {
  const known = await readPerson(deps, orderId, order);
  const { orderDetails } = order;
  const { customerId } = orderDetails;
  const keyId = 'personal' in orderDetails ? keyIdOf(orderDetails.personal) : undefined;
  return deps.personal.encryptAgain({ orderId, customerId, keyId }, change(known));
}

/** The personal data of an order. Rejects as replacePersonalData() does. */
export async function readPerson(
  { personal }: Pick<OrderDeps, 'personal'>,
  orderId: string,
  { orderDetails }: PresentOrder,
): Promise<Person> {
  if (!('personal' in orderDetails)) {
    const { shippingAddress, paymentToken } = orderDetails;
    return { shippingAddress, paymentToken };
  }
  const { customerId, personal: encrypted } = orderDetails;
  const known = await personal
    .decrypt({ orderId, customerId, keyId: keyIdOf(encrypted) }, encrypted)
    .catch((cause: unknown) => {
      throw Object.assign(httpProblem('unavailable', 'The key cannot be read now.'), { cause });
    });
  if (known === 'erased') throw personalDataErased();
  return known;
}
