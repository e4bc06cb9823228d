import type { PlaceRequest } from '@commerce/contracts/order/order-actor';
import { PlaceOrder, type OrderResource } from '@commerce/contracts/order/order-api';
import type { Charges } from '@commerce/contracts/order/order-events';
import { canonicalSku, type Money } from '@commerce/contracts/money';
import { problem } from '@commerce/contracts/problems';
import { callerIf } from '@commerce/runtime/access';
import { httpProblem, readBody, readText, compileSchema, type Route } from '@commerce/runtime/http';
import { idempotencyKey } from '@commerce/runtime/idempotency';
import { derivedId } from '@commerce/runtime/ids';
import type { Context } from 'koa';
import { fetchProducts } from '../clients/catalog.ts';
import { charged, chargesOf, isFree } from '../domain/charges.ts';
import { isSettled } from '../domain/order.ts';
import { priceLines, type PricedLine } from '../domain/order-lines.ts';
import { readOrder } from '../store/read-order.ts';
import { callerName, customerOf, refuseTrustedFields } from './caller.ts';
import { answeredOnce } from './command-id.ts';
import { waitOf, within } from './deadline.ts';
import type { RouteDeps } from './index.ts';
import { orderOrRefusal, pricingProblem } from './refusals.ts';

/** Pause between two looks at an order whose compensation runs, ms. */
const SETTLE_POLL_MS = 100;
const placeOrderSchema = compileSchema(PlaceOrder);

/**
 * POST /orders. 201 with the order at its end state; 202 with its Location while it is on its way.
 * The id comes from caller and Idempotency-Key, so a repeat meets the same order for ever. Nobody
 * else can tell it: for a guest's order it is the key.
 */
export function placeOrder(deps: RouteDeps): Route {
  return {
    method: 'POST',
    path: '/orders',
    middleware: [answeredOnce(deps, 'place-order', { needsKey: true })],
    async handle(ctx) {
      const request = await readBody(ctx, placeOrderSchema);
      const caller = callerIf(ctx);
      refuseTrustedFields(caller, request);
      const { lines, total, charges } = await price(deps, request);
      const customerId = customerOf(caller, request.customerId);
      const { shippingAddress, payment, policy } = request;
      const id = newOrderId(deps, callerName(ctx), idempotencyKey(ctx) ?? '');
      const order = await placeAndWait(ctx, deps, id, {
        ...(customerId === undefined ? {} : { customerId }),
        lines,
        total,
        personal: await deps.personal.encrypt(
          { orderId: id, customerId },
          { shippingAddress, paymentToken: payment.token },
        ),
        ...(policy === undefined ? {} : { policy }),
        ...(charges === undefined ? {} : { charges }),
        requestHash: deps.personal.digestOf(await readText(ctx)),
      });
      ctx.status = isSettled(order) ? 201 : 202;
      ctx.set('location', `/orders/${id}`);
      ctx.body = order;
    },
  };
}

const newOrderId = ({ orderIdKey }: RouteDeps, caller: string, key: string): string =>
  `ord_${derivedId('order', orderIdKey, caller, key)}`;

async function price(
  { prices, sidecar, chargeRules }: RouteDeps,
  { lines, currency, discountCode }: PlaceOrder,
): Promise<{ lines: PricedLine[]; total: Money; charges?: Charges }> {
  const wanted = lines
    .filter(({ unitPriceMinor }) => unitPriceMinor === undefined)
    .map(({ sku }) => canonicalSku(sku));
  const known = await prices.find(wanted);
  const missing = [...new Set(wanted)].filter((sku) => !known.has(sku));
  if (missing.length > 0) {
    // Created a moment ago, so its event is not here yet, or never created at all.
    const products = await fetchProducts(sidecar, missing);
    await prices.save(products);
    for (const product of products) known.set(product.sku, product.price);
  }
  const pricing = priceLines(lines, currency, (sku) => known.get(sku));
  if (!pricing.ok) throw pricingProblem(pricing.fault, lines);
  // Imported lines bring what was really paid: nothing is added to them.
  if (wanted.length === 0) return pricing;
  const charges = chargesOf(pricing.total.amountMinor, chargeRules, discountCode);
  if (charges === undefined) {
    throw problem('unknown-discount', `There is no discount ${discountCode}.`, {
      errors: [{ pointer: '/discountCode', detail: 'is not known' }],
    });
  }
  return isFree(charges)
    ? pricing
    : { ...pricing, total: charged(pricing.total, charges), charges };
}

async function placeAndWait(
  ctx: Context,
  deps: RouteDeps,
  id: string,
  request: PlaceRequest,
): Promise<OrderResource> {
  const { respondAsync, waitMs } = waitOf(ctx);
  const deadline = Date.now() + waitMs;
  if (respondAsync) {
    const order = orderOrRefusal(await deps.ordersHere(id).place({ ...request, respondAsync }));
    // Its event drives the order anyway, a second later.
    deps
      .ordersHere(id)
      .advance({})
      .catch(() => {});
    return order;
  }
  const turn = deps.ordersHere(id).place(request);
  turn.catch((err: unknown) => deps.log.warn({ err, orderId: id }, 'turn failed'));
  const answer = await within(waitMs, turn);
  const order = answer === undefined ? await readOrder(deps.streams, id) : orderOrRefusal(answer);
  if (order === undefined)
    throw httpProblem('unavailable', 'The order could not be placed in time.');
  return order.status === 'cancelling' ? waitForEnd(deps, order, deadline) : order;
}

/** A declined order is rejected as soon as its compensation has ended, mostly within a second. */
async function waitForEnd(
  { streams }: RouteDeps,
  order: OrderResource,
  deadline: number,
): Promise<OrderResource> {
  let latest = order;
  while (!isSettled(latest) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_POLL_MS));
    latest = (await readOrder(streams, order.id)) ?? latest;
  }
  return latest;
}
