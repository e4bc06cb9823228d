import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from 'dapr-actor-runtime/app';
import type { OrderDeps } from '../deps.ts';
import { requestQuote } from '../use-cases/request-quote.ts';

export const requestQuoteRoute = route(
  orderOperations.requestQuote,
  async (deps: OrderDeps, { body }, ctx) => {
    ctx.body = await requestQuote(deps, body);
  },
);
