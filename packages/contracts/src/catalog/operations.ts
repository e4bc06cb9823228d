import { Type } from 'typebox';
import { Sku } from '../sku.ts';
import { describeOperations } from '../operation.ts';
import { IF_NONE_MATCH, NOT_MODIFIED } from '../request-headers.ts';
import { CreateProduct, Product } from './catalog-api.ts';

/** The schemas of the catalog's API by their names in the OpenAPI documents. */
export const catalogSchemas = { CreateProduct, Product };

const params = Type.Object({ sku: Sku });

/** Every operation of the catalog app. */
export const catalogOperations = describeOperations('catalog', {
  createProduct: {
    method: 'POST',
    path: '/products',
    summary: 'Adds a product to the catalog.',
    notes: ['The case of a SKU is kept and does not count: `mug` and `Mug` are one product.'],
    access: { roles: ['catalog-manager', 'admin'], scopes: ['catalog'] },
    audited: true,
    body: CreateProduct,
    answers: {
      201: { what: 'the new product', schema: Product, headers: ['Location'] },
      200: { what: 'the product, if it already existed with the same content', schema: Product },
    },
    problems: ['product-exists'],
    example: {
      body: {
        sku: 'MUG-BLUE',
        name: 'A blue mug',
        price: { amountMinor: 1250, currency: 'GBP' },
      },
      status: 201,
    },
  },
  getProduct: {
    method: 'GET',
    path: '/products/:sku',
    summary: 'Returns a product.',
    access: 'public',
    params,
    headers: IF_NONE_MATCH,
    answers: { 200: { what: 'the product', schema: Product, headers: ['ETag'] }, ...NOT_MODIFIED },
    problems: ['product-not-found'],
    example: { params: { sku: 'MUG-BLUE' }, status: 200 },
  },
});
