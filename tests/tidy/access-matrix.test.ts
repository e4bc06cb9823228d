import { join } from 'node:path';
import { apiApps, documentOf, operationsOf, publicDocument } from '@commerce/platform/documents';
import type { AppName } from '@commerce/contracts/apps';
import { roles } from '@commerce/contracts/identity/access';
import { readAccess } from '@commerce/local-stack';
import type { OpenApiDocument } from 'dapr-actor-runtime/openapi';
import { ACCESS_MATRIX, readAccessMatrix, type MatrixRow } from '@commerce/testing/access-matrix';
import test from 'ava';
import { derivedRows, matrixFaults } from '../../scripts/generate/derived-access.ts';
import { readText, root } from './repository-files.ts';

const table = readAccessMatrix(readText(ACCESS_MATRIX));
const access = readAccess(join(root, 'dapr', 'access.yaml'));
const open = publicDocument().paths;
const apps = apiApps;

function isPublic(operation: string): boolean {
  const [method = '', path = ''] = operation.split(' ');
  return open[path]?.[method.toLowerCase()] !== undefined;
}

const rowsOf = (app: AppName, document: OpenApiDocument = documentOf(app)) =>
  derivedRows(app, document, { callers: access[app]?.callers ?? {}, isPublic });
const tableOf = (app: string) => table.filter((row) => row.app === app);

for (const app of apps) {
  test(`the access rules of ${app} match the reviewed matrix`, (t) => {
    const faults = matrixFaults(tableOf(app), rowsOf(app));
    t.deepEqual(faults, [], `correct the code, or ${ACCESS_MATRIX} and have it reviewed`);
  });
}

test('the matrix has no rows of other apps', (t) => {
  t.deepEqual([...new Set(table.map(({ app }) => app))].toSorted(), [...apps].toSorted());
});

test('every other role may use what a customer may use', (t) => {
  for (const { operation, cells } of table.filter((row) => row.cells.customer !== '-')) {
    for (const role of roles) t.not(cells[role], '-', `${operation} as ${role}`);
  }
});

test('an app without a token is allowed only if the access list contains it', (t) => {
  for (const app of apps) {
    for (const operation of operationsOf(app)) {
      if (operation.access === undefined || operation.access === 'public') continue;
      const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
      const row = tableOf(app).find((one) => one.operation === `${operation.method} ${path}`);
      for (const caller of operation.access.apps ?? []) t.true(row?.apps.includes(caller), path);
    }
  }
});

/** The document of the order app with one more route. */
function withRoute(path: string, marks: object): OpenApiDocument {
  const document = documentOf('order');
  const planted = { operationId: 'planted', responses: {}, ...marks };
  return { ...document, paths: { ...document.paths, [path]: { post: planted } } };
}

test('a new route without a row is found, whatever its access rule', (t) => {
  for (const marks of [{}, { 'x-access': 'public' }, { 'x-roles': ['admin'] }]) {
    const faults = matrixFaults(tableOf('order'), rowsOf('order', withRoute('/gifts', marks)));
    t.is(faults.length, 1);
    t.regex(String(faults[0]), /^order: POST \/gifts has no row/);
  }
});

test('a row without a route and a duplicate row are found', (t) => {
  const reviewed = tableOf('order');
  const gone = { ...(reviewed[0] as MatrixRow), operation: 'GET /gone' };
  t.deepEqual(matrixFaults([...reviewed, gone], rowsOf('order')), [
    'order: GET /gone has a row and no route',
  ]);
  t.deepEqual(matrixFaults([...reviewed, ...reviewed.slice(0, 1)], rowsOf('order')), [
    `${ACCESS_MATRIX} has 1 rows twice`,
  ]);
});

for (const [from, to] of [
  ['-', 'yes'],
  ['own', 'yes'],
  ['yes', '-'],
] as const) {
  test(`a cell that is ${to} where the code has ${from} is found`, (t) => {
    const reviewed = tableOf('order');
    const index = reviewed.findIndex(({ cells }) => cells.finance === from);
    t.not(index, -1);
    const changed = reviewed.map((row, at) =>
      at === index ? { ...row, cells: { ...row.cells, finance: to } } : row,
    );
    t.is(matrixFaults(changed, rowsOf('order')).length, 1);
  });
}

test('a difference between the callers of an app and the matrix is found', (t) => {
  const changed = tableOf('order').map((row) => ({ ...row, apps: [...row.apps, 'catalog'] }));
  t.is(matrixFaults(changed, rowsOf('order')).length, changed.length);
});

test('the error for a malformed matrix names the line', (t) => {
  const line = readText(ACCESS_MATRIX)
    .split('\n')
    .findIndex((one) => one.startsWith('| `'));
  for (const [from, to] of [
    [/\| yes \|/, '| maybe |'],
    [/^\| `(\S+ \S+?)`/, '| $1'],
  ] as const) {
    const broken = readText(ACCESS_MATRIX)
      .split('\n')
      .map((one, index) => (index === line ? one.replaceAll(/ +/g, ' ').replace(from, to) : one))
      .join('\n');
    t.throws(() => readAccessMatrix(broken), { message: new RegExp(`:${line + 1}: `) });
  }
});
