import { catalogRoutes } from '../../apps/catalog/src/routes/index.ts';
import { publicOperations as served } from '../../apps/gateway/src/routes/index.ts';
import { identityRoutes } from '../../apps/identity/src/routes/index.ts';
import { inventoryRoutes } from '../../apps/inventory/src/routes/index.ts';
import { orderRoutes } from '../../apps/order/src/routes/index.ts';
import { paymentRoutes } from '../../apps/payment/src/routes/index.ts';
import {
  type ApiApp,
  documentOf,
  operationsByApp,
  publicDocument,
  publicOperations,
} from '@commerce/contracts/operations';
import { compileSchema, type Route } from '@commerce/runtime/http';
import { deadLetterRoutes } from '@commerce/runtime/subscriber';
import test from 'ava';
import { readText, root } from './repository-files.ts';

// Routes are listed without their dependencies: only methods and paths are read.
const nothing = new Proxy({}, { get: () => () => {} });
const of = <T>(list: (...deps: T[]) => Route[]): Route[] => list(...([nothing, nothing] as T[]));

const routesByApp: Record<ApiApp, Route[]> = {
  order: [...of(orderRoutes), ...of(deadLetterRoutes)],
  inventory: [...of(inventoryRoutes), ...of(deadLetterRoutes)],
  payment: [...of(paymentRoutes), ...of(deadLetterRoutes)],
  catalog: of(catalogRoutes as (...deps: object[]) => Route[]),
  identity: of(identityRoutes),
};

const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

for (const [app, operations] of Object.entries(operationsByApp)) {
  test(`${app} describes all its operations and no others`, (t) => {
    const there = routesByApp[app as ApiApp].map(nameOf).sort();
    t.deepEqual(
      operations.map(nameOf).sort(),
      there,
      `packages/contracts/src/${app}/operations.ts`,
    );
  });

  test(`the document of ${app} has all its operations`, (t) => {
    const { paths } = documentOf(app as ApiApp);
    const ids = Object.values(paths).flatMap((path) => Object.values(path));
    t.deepEqual(
      ids.map(({ operationId }) => operationId).sort(),
      operations.map(({ operationId }) => operationId).sort(),
    );
  });
}

test('the gateway offers exactly the public operations', (t) => {
  t.deepEqual(served.map(nameOf).sort(), publicOperations.map(nameOf).sort());
});

test('the public document combines those of the apps', (t) => {
  const { paths } = publicDocument();
  for (const operation of publicOperations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    const method = operation.method.toLowerCase();
    t.deepEqual(paths[path]?.[method], documentOf(operation.app).paths[path]?.[method]);
  }
});

test('operation ids are unique', (t) => {
  const ids = Object.values(operationsByApp).flatMap((list) => list.map((one) => one.operationId));
  t.deepEqual(ids, [...new Set(ids)]);
});

/** Anyone places orders for themselves, and the order itself records who did. */
const NOT_AUDITED = ['placeOrder'];

test('every change by staff outside of identity, which audits itself, is audited', (t) => {
  const changes = publicOperations
    .filter(
      ({ app, method, access }) => app !== 'identity' && method !== 'GET' && access !== 'public',
    )
    .filter(({ operationId }) => !NOT_AUDITED.includes(operationId));
  t.true(changes.length > 10);
  for (const { operationId, audited } of changes) t.true(audited, operationId);
});

test('every reference in the document resolves to a schema, and every schema is used', (t) => {
  const document = publicDocument();
  const text = JSON.stringify(document);
  const used = new Set(
    [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
  );
  t.deepEqual([...used].sort(), Object.keys(document.components.schemas).sort());
});

test('every public operation has an example that is valid under its schemas', (t) => {
  for (const { operationId, example, params, query, body, answers } of publicOperations) {
    if (example === undefined) {
      t.fail(`${operationId} has no example`);
      continue;
    }
    if (params)
      t.true(compileSchema(params).validator.Check(example.params), `${operationId}: params`);
    if (query)
      t.true(compileSchema(query).validator.Check(example.query ?? {}), `${operationId}: query`);
    if (body) t.true(compileSchema(body).validator.Check(example.body), `${operationId}: body`);
    t.truthy(answers[example.status], `${operationId}: ${example.status} is not described`);
  }
});

test('the version of the API is that of the repository', (t) => {
  const { version } = JSON.parse(readText('package.json')) as { version: string };
  t.is(publicDocument().info.version, version, root);
});
