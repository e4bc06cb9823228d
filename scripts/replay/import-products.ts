import { forEachBounded } from './for-each-bounded.ts';
import { describeAnswer, GATEWAY_CONCURRENCY, type Answer, type Gateway } from './gateway.ts';
import { INVOICE_CURRENCY } from './invoice-rules.ts';
import type { ListedProduct } from './product-list.ts';

/**
 * How the catalog accepted the products: as new, or as known with the same or with other content.
 */
export type ImportCounts = { created: number; known: number; knownWithOtherContent: number };

/** The location of all opening stock. */
const OPENING_LOCATION = 'main';
const KEY_HASH_DIGITS = 16;

/** The idempotency key of a product's opening stock: one receipt per file and product. */
export function openingKey(contentHash: string, sku: string): string {
  return `opening-${contentHash.slice(0, KEY_HASH_DIGITS)}-${sku}`;
}

function refuse(what: string, sku: string, answer: Answer): never {
  const detail = JSON.stringify(answer.body) ?? '';
  throw new Error(`${what} ${sku} failed: ${describeAnswer(answer)} ${detail}`.trim());
}

async function createProduct(
  gateway: Gateway,
  { sku, name, priceMinor }: ListedProduct,
): Promise<keyof ImportCounts> {
  const price = { amountMinor: priceMinor, currency: INVOICE_CURRENCY } as const;
  const body = { sku, name, price };
  const answer = await gateway.send('createProduct', { body });
  if (answer.status === 201) return 'created';
  if (answer.status === 200) return 'known';
  // The shop may change the price in the catalog; invoices carry their own prices.
  if (answer.status === 409) return 'knownWithOtherContent';
  return refuse('creating product', sku, answer);
}

async function receiveOpeningStock(
  gateway: Gateway,
  { sku, demand }: ListedProduct,
  contentHash: string,
): Promise<void> {
  const answer = await gateway.send('receiveStock', {
    params: { sku },
    headers: { 'Idempotency-Key': openingKey(contentHash, sku) },
    body: { location: OPENING_LOCATION, quantity: demand },
  });
  if (answer.status !== 201 && answer.status !== 200) {
    refuse('receiving opening stock of', sku, answer);
  }
}

/**
 * Creates each product in the catalog, with its opening stock. A second run with the same content
 * hash changes nothing. Rejects if a product or its stock is refused, because its orders would
 * fail.
 */
export async function importProducts(
  gateway: Gateway,
  products: ListedProduct[],
  { contentHash, tick }: { contentHash: string; tick: () => void },
): Promise<ImportCounts> {
  const counts: ImportCounts = { created: 0, known: 0, knownWithOtherContent: 0 };
  await forEachBounded(products, GATEWAY_CONCURRENCY, async (product) => {
    counts[await createProduct(gateway, product)] += 1;
    await receiveOpeningStock(gateway, product, contentHash);
    tick();
  });
  return counts;
}
