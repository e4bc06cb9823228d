import { loadState } from 'dapr-actor-runtime/streams';
import type { PlaceRequest } from '../actors/order-actor-type.ts';
import type { OrderDeps } from '../deps.ts';
import { exchangeStep, type ExchangeStep } from '../domain/exchange.ts';
import { orderDecider } from '../domain/order.ts';
import { findOrder } from './read-order.ts';
import { orderOrProblem } from './refuse-command.ts';

type Deps = Pick<
  OrderDeps,
  | 'streams'
  | 'returnWindow'
  | 'orders'
  | 'localOrders'
  | 'numbers'
  | 'personal'
  | 'ownerOf'
  | 'failpoint'
>;

/** Refusals of a cancellation after which nothing is left to do: the exchange never was, or has ended, or has left. */
const SETTLED = ['order-not-found', 'order-not-cancellable', 'order-already-shipped'];

/**
 * Does what is due about the exchange of a return: places its order, or cancels it. Safe at any time and any number of
 * times. The return may end while the order is being placed; whoever comes second then cancels it.
 */
export async function driveExchange(deps: Deps, id: string, returnId: string): Promise<void> {
  const due = await dueStep(deps, id, returnId);
  if (due === undefined) return;
  if (due.do === 'cancel') return cancelExchange(deps, due);
  await placeExchange(deps, id, due);
  deps.failpoint('after-place-exchange');
  const since = await dueStep(deps, id, returnId);
  if (since?.do === 'cancel') await cancelExchange(deps, since);
}

async function dueStep({ streams }: Deps, id: string, returnId: string) {
  const { state } = await loadState(streams, orderDecider, id);
  return exchangeStep(state, returnId);
}

async function placeExchange(
  deps: Deps,
  id: string,
  { returnId, exchange: { orderId, ...order } }: ExchangeStep,
): Promise<void> {
  if ((await findOrder(deps, orderId)) !== undefined) return;
  const { customerId } = await deps.ownerOf(id);
  const request: PlaceRequest = {
    ...(customerId === undefined ? {} : { customerId }),
    ...order,
    number: await deps.numbers.take(),
    exchangeOf: { orderId: id, returnId },
    // One return has one exchange, whatever it was asked with.
    requestHash: deps.personal.digestOf(`exchange of ${returnId}`),
  };
  orderOrProblem(await deps.localOrders(orderId).place(request));
}

async function cancelExchange(
  { orders, failpoint }: Deps,
  { exchange }: ExchangeStep,
): Promise<void> {
  failpoint('before-cancel-exchange');
  const answer = await orders(exchange.orderId).cancel({});
  if (!answer.ok && !SETTLED.includes(answer.code)) throw new Error(answer.detail);
}
