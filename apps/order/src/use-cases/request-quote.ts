import type { Quote, RequestQuote } from '@commerce/contracts/order/quote-api';
import type { OrderDeps } from '../deps.ts';
import { numberedLines } from '../domain/order-lines.ts';
import { refuseBelowMinimum } from './check-request.ts';
import { priceOrder } from './price-order.ts';

/**
 * What an order would cost now: priced as placeOrder() prices it, and stored nowhere. Rejects with what
 * priceOrder() rejects with, and with amount-below-minimum.
 */
export async function requestQuote(
  deps: Pick<OrderDeps, 'products' | 'sidecar' | 'chargeRules' | 'paymentProvider'>,
  request: RequestQuote,
): Promise<Quote> {
  const { lines, total, charges } = await priceOrder(deps, request);
  refuseBelowMinimum(total, deps.paymentProvider);
  return { lines: numberedLines(lines), total, ...(charges && { charges }) };
}
