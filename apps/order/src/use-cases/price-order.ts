import type { Money } from '@commerce/contracts/money';
import { canonicalSku } from '@commerce/contracts/sku';
import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import type { Charges } from '@commerce/contracts/order/order-events';
import { problem } from '@commerce/platform/problem';
import { fetchProducts } from '../clients/catalog.ts';
import type { OrderDeps } from '../deps.ts';
import { charged, chargesOf, isFree } from '../domain/charges.ts';
import { type PricedLine, priceLines } from '../domain/order-lines.ts';
import { pricingProblem } from './refuse-command.ts';

type Deps = Pick<OrderDeps, 'prices' | 'sidecar' | 'chargeRules'>;

/**
 * Prices the lines of an order, and adds discount, tax and shipping. Rejects with duplicate-line,
 * unknown-sku, currency-mismatch, amount-too-large, unknown-discount, or unavailable.
 */
export async function priceOrder(
  deps: Deps,
  { lines, currency, discountCode }: PlaceOrder,
): Promise<{ lines: PricedLine[]; total: Money; charges?: Charges }> {
  const skus = lines
    .filter(({ unitPriceMinor }) => unitPriceMinor === undefined)
    .map(({ sku }) => canonicalSku(sku));
  const prices = await findPrices(deps, skus);
  const pricing = priceLines(lines, currency, (sku) => prices.get(sku));
  if (!pricing.ok) throw pricingProblem(pricing.fault, lines);
  // Imported lines have the prices that were really paid: nothing is added to them.
  if (skus.length === 0) return pricing;
  const charges = chargesOf(pricing.total.amountMinor, deps.chargeRules, discountCode);
  if (charges === undefined) {
    throw problem('unknown-discount', `There is no discount ${discountCode}.`, {
      errors: [{ pointer: '/discountCode', detail: 'is not known' }],
    });
  }
  return isFree(charges)
    ? pricing
    : { ...pricing, total: charged(pricing.total, charges), charges };
}

/** Prices of products, from the catalog if their events have not arrived here yet. */
async function findPrices({ prices, sidecar }: Deps, skus: string[]): Promise<Map<string, Money>> {
  const known = await prices.find(skus);
  const missing = [...new Set(skus)].filter((sku) => !known.has(sku));
  if (missing.length === 0) return known;
  const products = await fetchProducts(sidecar, missing);
  await prices.save(products);
  return new Map([...known, ...products.map(({ sku, price }) => [sku, price] as const)]);
}
