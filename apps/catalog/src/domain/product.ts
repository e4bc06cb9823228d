import type { CreateProduct, Product } from '@commerce/contracts/catalog/catalog-api';

const FIRST_VERSION = 1;

/** The first version of a product. */
export function newProduct({ sku, name, price }: CreateProduct): Product {
  return { sku, name, price, version: FIRST_VERSION };
}

/** Whether a repeated creation says the same of the product as the first one did. */
export function hasSameContent(a: Product, b: Product): boolean {
  return (
    a.name === b.name &&
    a.price.amountMinor === b.price.amountMinor &&
    a.price.currency === b.price.currency
  );
}
