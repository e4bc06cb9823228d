import type { PersonalDataOfOrder, Purpose } from '@commerce/contracts/order/personal-data-api';
import { problem } from '@commerce/platform/problem';
import type { Caller } from 'dapr-actor-runtime/access';
import { httpProblem } from 'dapr-actor-runtime/server';
import { loadState } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { disclosed, readerOf } from '../domain/disclosure.ts';
import type { OrderDetails } from '../domain/order-state.ts';
import { orderDecider } from '../domain/order.ts';
import { personalDataErased } from '../personal/personal-data.ts';
import { orderNotFound } from './refuse-command.ts';

type Deps = Pick<OrderDeps, 'streams' | 'personal'>;

/**
 * The personal data of an order that a purpose needs. Rejects with order-not-found, also for callers
 * without any right to it, with purpose-not-allowed, personal-data-erased, or unavailable if the key
 * cannot be read now.
 */
export async function readPersonalData(
  deps: Deps,
  id: string,
  { caller, purpose }: { caller: Caller; purpose: Purpose },
): Promise<PersonalDataOfOrder> {
  const { state } = await loadState(deps.streams, orderDecider, id);
  if (state.status === 'absent') throw orderNotFound();
  const { customerId } = state.orderDetails;
  const reader = readerOf(caller, { customerId, purpose });
  if (reader === 'nobody') throw orderNotFound();
  if (reader === 'other-purpose') {
    throw problem('purpose-not-allowed', `Your role does not read for the purpose ${purpose}.`);
  }
  return disclosed(await decrypted(deps, id, state.orderDetails), { purpose, reader });
}

async function decrypted(
  { personal }: Deps,
  orderId: string,
  orderDetails: OrderDetails,
): Promise<PersonalDataOfOrder> {
  if (!('personal' in orderDetails)) return { shippingAddress: orderDetails.shippingAddress };
  const { customerId, personal: encrypted } = orderDetails;
  const person = await personal
    .decrypt({ orderId, customerId }, encrypted)
    .catch((cause: unknown) => {
      throw Object.assign(httpProblem('unavailable', 'The key cannot be read now.'), { cause });
    });
  if (person === 'erased') throw personalDataErased();
  const { paymentToken: _, ...rest } = person;
  return rest as PersonalDataOfOrder;
}
