import type { Product } from '@commerce/contracts/catalog/catalog-api';
import type { Money } from '@commerce/contracts/money';
import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import type { Charges, ChargeTerms } from '@commerce/contracts/order/order-charges';
import { canonicalSku } from '@commerce/contracts/sku';
import { problem } from '@commerce/platform/problem';
import { fetchProducts } from '../clients/catalog.ts';
import type { OrderDeps } from '../deps.ts';
import { charged, chargesNothing, chargesOf, isFree, termsOf } from '../domain/charges.ts';
import { type PricedLine, priceLines, type SoldProduct } from '../domain/order-lines.ts';
import { pricingProblem } from './refuse-command.ts';

type Deps = Pick<OrderDeps, 'products' | 'sidecar' | 'chargeRules'>;

interface PricedOrder {
  lines: PricedLine[];
  total: Money;
  charges?: Charges;
  terms?: ChargeTerms;
}

/**
 * Prices the lines of an order, and adds discount, tax and shipping. Rejects with duplicate-line,
 * unknown-sku, currency-mismatch, too-many-units, amount-too-large, unknown-discount, no-shipping-fee,
 * or unavailable.
 */
export async function priceOrder(
  deps: Deps,
  { lines, currency, discountCode }: Pick<PlaceOrder, 'lines' | 'currency' | 'discountCode'>,
): Promise<PricedOrder> {
  const keys = lines
    .filter(({ unitPriceMinor }) => unitPriceMinor === undefined)
    .map(({ sku }) => canonicalSku(sku));
  const products = await findProducts(deps, keys);
  const pricing = priceLines(lines, currency, (sku) => products.get(canonicalSku(sku)));
  if (!pricing.ok) throw pricingProblem(pricing.fault, lines);
  // Imported lines have the prices that were really paid: nothing is added to them.
  if (keys.length === 0) return { lines: pricing.lines, total: pricing.total };
  const found = termsOf(deps.chargeRules, { currency, discountCode });
  if (!found.ok) throw termsProblem(found.code, { currency, discountCode });
  const { terms } = found;
  const charges = chargesOf(pricing.total.amountMinor, terms);
  return {
    lines: pricing.lines,
    total: charged(pricing.total, charges),
    ...(isFree(charges) ? {} : { charges }),
    ...(chargesNothing(terms) ? {} : { terms }),
  };
}

/**
 * Prices lines that an edit adds, or for which returned units are exchanged, as those of a new order. `member` of the
 * body has them. Rejects with duplicate-line, unknown-sku, currency-mismatch, too-many-units, amount-too-large or
 * unavailable.
 */
export async function priceAddedLines(
  deps: Pick<Deps, 'products' | 'sidecar'>,
  lines: { sku: string; quantity: number }[],
  { currency, member }: { currency: string; member: string },
): Promise<{ lines: PricedLine[]; total: Money }> {
  const keys = lines.map(({ sku }) => canonicalSku(sku));
  const products = await findProducts(deps, keys);
  const pricing = priceLines(lines, currency, (sku) => products.get(canonicalSku(sku)));
  if (!pricing.ok) throw pricingProblem(pricing.fault, lines, member);
  return { lines: pricing.lines, total: pricing.total };
}

function termsProblem(
  code: 'unknown-discount' | 'no-shipping-fee',
  { currency, discountCode }: { currency: string; discountCode?: string | undefined },
) {
  if (code === 'no-shipping-fee') {
    return problem(code, `The shop has no shipping fee in ${currency}.`, {
      errors: [{ pointer: '/currency', detail: 'has no shipping fee' }],
    });
  }
  return problem(code, `There is no discount ${discountCode}.`, {
    errors: [{ pointer: '/discountCode', detail: 'is not known' }],
  });
}

/** Products as they are sold, from the catalog if their events have not arrived here yet. */
async function findProducts(
  { products, sidecar }: Pick<Deps, 'products' | 'sidecar'>,
  keys: string[],
): Promise<Map<string, SoldProduct>> {
  const known = await products.find(keys);
  const missing = [...new Set(keys)].filter((key) => !known.has(key));
  if (missing.length === 0) return known;
  const fetched = await fetchProducts(sidecar, missing);
  await products.save(fetched);
  const sold = fetched.map((product): [string, SoldProduct] => [
    canonicalSku(product.sku),
    soldProduct(product),
  ]);
  return new Map([...known, ...sold]);
}

// The version is of the catalog's record, not of what is sold.
function soldProduct({ version: _version, ...sold }: Product): SoldProduct {
  return sold;
}
