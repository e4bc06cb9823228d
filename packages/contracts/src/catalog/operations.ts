import { Type } from 'typebox';
import { Sku } from '../money.ts';
import type { Operation } from '../operation.ts';
import { CreateProduct, Product } from './catalog-api.ts';

/** The schemas of the catalog's API by their names in the documents. */
export const catalogSchemas = { CreateProduct, Product };

const params = Type.Object({ sku: Sku });
const NO_IDENTITY =
  'Nobody is authenticated yet: whoever reaches the gateway can do this, until issue 6 brings ' +
  'identity.';

/** Every operation of the catalog app. */
export const catalogOperations: readonly Operation[] = [
  {
    operationId: 'createProduct',
    method: 'POST',
    path: '/products',
    summary: 'Adds a product to the catalog.',
    notes: ['SKUs are kept in upper case.', NO_IDENTITY],
    body: CreateProduct,
    answers: {
      201: { what: 'the new product', schema: Product, headers: ['Location'] },
      200: { what: 'the product, which was there with the same content', schema: Product },
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
  {
    operationId: 'getProduct',
    method: 'GET',
    path: '/products/:sku',
    summary: 'Reads a product.',
    params,
    answers: { 200: { what: 'the product', schema: Product } },
    problems: ['product-not-found'],
    example: { params: { sku: 'MUG-BLUE' }, status: 200 },
  },
];
