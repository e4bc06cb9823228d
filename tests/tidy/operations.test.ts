import type { AppName } from '@commerce/contracts/apps';
import { entityTags } from '@commerce/contracts/request-headers';
import {
  apiApps,
  documentOf,
  operationsOf,
  publicDocument,
  publicOperations,
} from '@commerce/platform/documents';
import { isSubscriber } from 'dapr-actor-runtime/app';
import {
  compileSchema,
  ENTITY_TAGS,
  MAX_ENTITY_TAGS_LENGTH,
  type Route,
} from 'dapr-actor-runtime/http';
import { withBatches } from 'dapr-actor-runtime/openapi';
import { deadLetterRoutes } from 'dapr-actor-runtime/subscriber';
import test from 'ava';
import { loadApps } from '../../scripts/generate/apps.ts';
import { readText, root } from './repository-files.ts';

const apps = await loadApps();
const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;
// Only the methods and paths are used.
const deadLetters = deadLetterRoutes({ database: {} as never, appToken: '' });

for (const app of apiApps) {
  const operations = operationsOf(app);

  test(`${app} has a route for every operation of its contract and no others`, (t) => {
    const declared = apps.find(({ name }) => name === app);
    if (declared === undefined) return t.fail(`${app} is not declared`);
    const answered = [
      ...withBatches(declared.routes.map(({ operation }) => operation)),
      ...(isSubscriber(declared) ? deadLetters : []),
    ];
    t.deepEqual(operations.map(nameOf).sort(), answered.map(nameOf).sort());
  });

  test(`the document of ${app} has all its operations`, (t) => {
    const ids = Object.values(documentOf(app).paths).flatMap((path) => Object.values(path));
    t.deepEqual(
      ids.map(({ operationId }) => operationId).sort(),
      operations.map(({ operationId }) => operationId).sort(),
    );
  });
}

test('the gateway forwards exactly the public operations', (t) => {
  const gateway = apps.find(({ edge }) => edge);
  const forwarded = gateway?.routes.map(({ operation }) => nameOf(operation)) ?? [];
  t.deepEqual(forwarded.toSorted(), publicOperations.map(nameOf).sort());
});

test('the public document describes operations as their apps do', (t) => {
  const { paths } = publicDocument();
  for (const operation of publicOperations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    const method = operation.method.toLowerCase();
    t.deepEqual(paths[path]?.[method], documentOf(operation.app).paths[path]?.[method]);
  }
});

test('operation ids are unique', (t) => {
  const ids = apiApps.flatMap((app) => operationsOf(app).map(({ operationId }) => operationId));
  t.deepEqual(ids, [...new Set(ids)]);
});

test('apps call only operations that the contract of the called app contains', (t) => {
  for (const { name, calls } of apps) {
    for (const { app, operationId } of calls) {
      const known = operationsOf(app as AppName).map((operation) => operation.operationId);
      t.true(known.includes(operationId), `${name} calls ${app}.${operationId}`);
    }
  }
});

/** Callers place orders for themselves, and the order records the caller. A ticket only reads. */
const NOT_AUDITED = ['placeOrder', 'issueStreamTicket'];

test('every change by a user is audited, except in identity, which records its own', (t) => {
  const changes = publicOperations
    .filter(
      ({ app, method, access }) => app !== 'identity' && method !== 'GET' && access !== 'public',
    )
    .filter(({ operationId, readsOnly }) => !readsOnly && !NOT_AUDITED.includes(operationId));
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

test('every public operation has an example that matches its schemas', (t) => {
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

test('the contracts and the runtime have the same pattern of entity tags', (t) => {
  t.like(entityTags, { pattern: ENTITY_TAGS, maxLength: MAX_ENTITY_TAGS_LENGTH });
});

test('the API has the version of the repository', (t) => {
  const { version } = JSON.parse(readText('package.json')) as { version: string };
  t.is(publicDocument().info.version, version, root);
});
