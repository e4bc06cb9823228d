import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { accessControl, accessOf, apiSpec, operationsOf, readAccess } from './access.ts';
import { SetupError } from './errors.ts';

const namesOf = (routes: string[]) =>
  operationsOf(routes).map(({ name, httpVerb }) => `${httpVerb.join()} ${name}`);

test('a parameter matches one segment, in the middle of a path and at its end', (t) => {
  t.deepEqual(namesOf(['GET /orders/:id/events', 'GET /stock/:sku']), [
    'GET /stock/*',
    'GET /orders/***/events',
  ]);
});

test('a route with other routes below it does not match those', (t) => {
  t.deepEqual(namesOf(['POST /orders', 'GET /orders/:id', 'DELETE /me', 'PUT /me/password']), [
    'PUT /me/password',
    'POST,GET /orders/*',
    'DELETE /me/*',
  ]);
});

test('plain names come before patterns at every segment, whatever the order of the routes', (t) => {
  const routes = ['GET /a/:b/c/:d/e', 'GET /a/:b/c', 'GET /a/:b', 'GET /a/b'];
  const names = ['GET /a/b', 'GET /a/*', 'GET /a/***/c/*', 'GET /a/***/c/***/e'];
  t.deepEqual(namesOf(routes), names);
  t.deepEqual(namesOf(routes.toReversed()), names);
});

test('everything that is not listed is denied, for known and for unknown callers', (t) => {
  const access = { apis: [], callers: { gateway: ['GET /me'] } };
  t.deepEqual(accessControl(access, 'shop'), {
    defaultAction: 'deny',
    trustDomain: 'public',
    policies: [
      {
        appId: 'gateway',
        defaultAction: 'deny',
        trustDomain: 'public',
        namespace: 'shop',
        operations: [{ name: '/me', httpVerb: ['GET'], action: 'allow' }],
      },
    ],
  });
});

test('an app that uses no API still gets a list, because an empty one would allow everything', (t) => {
  const { allowed } = apiSpec({ apis: [] }) as { allowed: { protocol: string }[] };
  t.deepEqual(
    allowed.map(({ protocol }) => protocol),
    ['http', 'grpc'],
  );
});

test('an app without an entry in the table is not started', (t) => {
  t.throws(() => accessOf('new-app', {}), { instanceOf: SetupError });
});

test('the error names a malformed operation', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'access-test-'));
  t.teardown(() => rm(directory, { recursive: true }));
  const file = join(directory, 'access.yaml');
  writeFileSync(file, 'order: {apis: [], callers: {gateway: [FETCH /orders]}}');
  const error = t.throws(() => readAccess(file), { instanceOf: SetupError });
  t.regex(String(error.why), /FETCH \/orders/);
});
