import type { CreateProduct, Product } from '@commerce/contracts/catalog/catalog-api';

const FIRST_VERSION = 1;

/** The first version of a product. */
export function newProduct(request: CreateProduct): Product {
  return { ...request, version: FIRST_VERSION };
}

/** Whether a repeated creation says the same of the product as the first one did. */
export function hasSameContent(a: Product, b: Product): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf({ name, price, options = {}, taxClass, weightGrams, seller }: Product): string {
  const sortedOptions = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { amountMinor, currency } = price;
  return JSON.stringify([
    ...[name, amountMinor, currency, sortedOptions],
    ...[taxClass, weightGrams, seller],
  ]);
}
