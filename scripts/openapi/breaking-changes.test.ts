import { publicDocument } from '@commerce/platform/documents';
import type { JsonSchema, OpenApiDocument, OpenApiOperation } from 'dapr-actor-runtime/openapi';
import test from 'ava';
import { breakingChanges } from './breaking-changes.ts';
import { declaredBreaks } from './declared-breaks.ts';
import { releasedDocument } from './released-document.ts';

/** A copy of the current document with a change. */
function changed(change: (document: OpenApiDocument) => void): OpenApiDocument {
  const copy = structuredClone(publicDocument());
  change(copy);
  return copy;
}

function operationOf(document: OpenApiDocument, path: string, method: string): OpenApiOperation {
  const found = document.paths[path]?.[method];
  if (found === undefined) throw new Error(`there is no ${method} ${path}`);
  return found;
}

function schemaOf(document: OpenApiDocument, name: string): JsonSchema {
  const found = document.components.schemas[name];
  if (found === undefined) throw new Error(`there is no schema ${name}`);
  return found;
}

function fieldsOf(document: OpenApiDocument, name: string): Record<string, JsonSchema> {
  const schema = schemaOf(document, name);
  schema.properties ??= {};
  return schema.properties;
}

test('the API breaks clients of the last release only where that is declared', (t) => {
  const found = breakingChanges(releasedDocument(), publicDocument());
  t.deepEqual(
    found.sort(),
    [...declaredBreaks].sort(),
    'declare a break in scripts/openapi/declared-breaks.ts and announce it in CHANGELOG.md',
  );
});

test('a document compared with itself has no breaks', (t) => {
  t.deepEqual(breakingChanges(publicDocument(), publicDocument()), []);
});

const breaks: [title: string, change: (document: OpenApiDocument) => void, found: string][] = [
  [
    'an operation that was removed',
    ({ paths }) => delete paths['/orders/{id}'],
    'GET /orders/{id}: the operation was removed',
  ],
  [
    'an answer field that was removed',
    (document) => delete fieldsOf(document, 'Stock')['waiting'],
    'GET /stock/{sku}: 200.waiting was removed',
  ],
  [
    'an answer field that can now be absent',
    (document) => {
      const stock = schemaOf(document, 'Stock');
      stock.required = stock.required?.filter((name) => name !== 'onHand') ?? [];
    },
    'GET /stock/{sku}: 200.onHand can now be absent',
  ],
  [
    'an answer field with another type',
    (document) => {
      fieldsOf(document, 'Stock')['onHand'] = { type: 'string' };
    },
    'GET /stock/{sku}: 200.onHand is string instead of integer',
  ],
  [
    'a new value in an answer',
    (document) => {
      schemaOf(document, 'OrderStatus').enum = [
        ...(schemaOf(document, 'OrderStatus').enum ?? []),
        'lost',
      ];
    },
    'GET /orders/{id}: 200.status can now be lost',
  ],
  [
    'a new required field of a request',
    (document) => {
      fieldsOf(document, 'CreateProduct')['colour'] = { type: 'string' };
      schemaOf(document, 'CreateProduct').required?.push('colour');
    },
    'POST /products: the body.colour is now required',
  ],
  [
    'a request field that is no longer accepted',
    (document) => delete fieldsOf(document, 'PlaceOrder')['discountCode'],
    'POST /orders: the body.discountCode was removed',
  ],
  [
    'a value that a request can no longer have',
    (document) => {
      fieldsOf(document, 'PlaceOrder')['policy'] = { type: 'string', enum: ['all', 'split'] };
    },
    'POST /orders: the body.policy can no longer be partial',
  ],
  [
    'a stricter bound of a request',
    (document) => {
      fieldsOf(document, 'DeclareLocation')['priority'] = {
        type: 'integer',
        minimum: 0,
        maximum: 10,
      };
    },
    'PUT /locations/{location}: the body.priority has a stricter maximum',
  ],
  [
    'another pattern of a parameter',
    (document) => {
      const [sku] = operationOf(document, '/products/{sku}', 'get').parameters ?? [];
      if (sku !== undefined) sku.schema = { type: 'string', pattern: '^[A-Z]+$' };
    },
    'GET /products/{sku}: the path parameter sku has another pattern',
  ],
  [
    'a new required parameter',
    (document) =>
      operationOf(document, '/orders', 'get').parameters?.push({
        name: 'shop',
        in: 'query',
        required: true,
        schema: { type: 'string' },
      }),
    'GET /orders: the required query parameter shop is new',
  ],
  [
    'a parameter that is now required',
    (document) => {
      const { parameters = [] } = operationOf(document, '/orders/{id}/shipments', 'post');
      const key = parameters.find(({ name }) => name === 'Idempotency-Key');
      if (key !== undefined) key.required = true;
    },
    'POST /orders/{id}/shipments: the header parameter Idempotency-Key is now required',
  ],
  [
    'a status that was removed',
    (document) => delete operationOf(document, '/orders', 'post').responses['202'],
    'POST /orders: the status 202 was removed',
  ],
  [
    'a body that is now required',
    (document) => {
      const { requestBody } = operationOf(document, '/orders/{id}/cancellation', 'post');
      if (requestBody !== undefined) requestBody.required = true;
    },
    'POST /orders/{id}/cancellation: the body is now required',
  ],
  [
    'a problem with another name',
    (document) => {
      const { content } = operationOf(document, '/products', 'post').responses['409'] ?? {};
      const schema = content?.['application/problem+json']?.schema;
      if (schema !== undefined) schema.properties = { type: { enum: ['/problems/product-known'] } };
    },
    'POST /products: 409 is no longer /problems/product-exists',
  ],
  [
    'a role that is no longer allowed',
    (document) => {
      operationOf(document, '/audit', 'get')['x-roles'] = ['operator'];
    },
    'GET /audit: x-roles no longer has admin',
  ],
  [
    'an operation that no longer allows guests',
    (document) => {
      operationOf(document, '/orders/{id}', 'get')['security'] = [{ bearer: [] }];
    },
    'GET /orders/{id}: an access token is now required',
  ],
];

for (const [title, change, found] of breaks) {
  test(`${title} is a break`, (t) => {
    const all = breakingChanges(publicDocument(), changed(change));
    t.true(all.includes(found), JSON.stringify(all));
  });
}

const additions: [title: string, change: (document: OpenApiDocument) => void][] = [
  [
    'a new operation',
    ({ paths }) => {
      paths['/carts'] = { get: { operationId: 'listCarts', responses: {} } };
    },
  ],
  [
    'a new answer field',
    (document) => {
      fieldsOf(document, 'Stock')['incoming'] = { type: 'integer' };
      schemaOf(document, 'Stock').required?.push('incoming');
    },
  ],
  [
    'a new optional request field',
    (document) => {
      fieldsOf(document, 'PlaceOrder')['note'] = { type: 'string' };
    },
  ],
  [
    'a wider bound of a request',
    (document) => {
      fieldsOf(document, 'DeclareLocation')['priority'] = { type: 'integer', minimum: 0 };
    },
  ],
  [
    'an operation that now allows guests too',
    (document) => {
      operationOf(document, '/orders', 'get')['security'] = [{}, { bearer: [] }];
    },
  ],
  [
    'a new problem',
    (document) => {
      operationOf(document, '/products', 'post').responses['418'] = {};
    },
  ],
];

for (const [title, change] of additions) {
  test(`${title} is no break`, (t) => {
    t.deepEqual(breakingChanges(publicDocument(), changed(change)), []);
  });
}
