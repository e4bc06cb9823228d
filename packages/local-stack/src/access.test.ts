import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { accessControl, accessOf, apiSpec, operationsOf, readAccess } from './access.ts';
import { SetupError } from './errors.ts';

const namesOf = (routes: string[]) =>
  operationsOf(routes).map(({ name, httpVerb }) => `${httpVerb.join()} ${name}`);

test('a parameter is one segment, in the middle of a path and at its end', (t) => {
  t.deepEqual(namesOf(['GET /orders/:id/events', 'GET /stock/:sku']), [
    'GET /stock/*',
    'GET /orders/***/events',
  ]);
});

test('a route with others below it does not stand for these', (t) => {
  t.deepEqual(namesOf(['POST /orders', 'GET /orders/:id', 'DELETE /me', 'PUT /me/password']), [
    'PUT /me/password',
    'POST,GET /orders/*',
    'DELETE /me/*',
  ]);
});

test('plain names come before patterns at every stage, whatever the order of the routes', (t) => {
  const routes = ['GET /a/:b/c/:d/e', 'GET /a/:b/c', 'GET /a/:b', 'GET /a/b'];
  const names = ['GET /a/b', 'GET /a/*', 'GET /a/***/c/*', 'GET /a/***/c/***/e'];
  t.deepEqual(namesOf(routes), names);
  t.deepEqual(namesOf(routes.toReversed()), names);
});

test('all that is not listed is denied, for known callers and for others', (t) => {
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

test('an app that uses no API still has lists, because an empty one would allow all', (t) => {
  const { allowed } = apiSpec({ apis: [] }) as { allowed: { protocol: string }[] };
  t.deepEqual(
    allowed.map(({ protocol }) => protocol),
    ['http', 'grpc'],
  );
});

test('an app that the table does not know is not started', (t) => {
  t.throws(() => accessOf('new-app', {}), { instanceOf: SetupError });
});

test('an operation that cannot be read is named', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'access-test-'));
  t.teardown(() => rm(directory, { recursive: true }));
  const file = join(directory, 'access.yaml');
  writeFileSync(file, 'order: {apis: [], callers: {gateway: [FETCH /orders]}}');
  const error = t.throws(() => readAccess(file), { instanceOf: SetupError });
  t.regex(String(error.why), /FETCH \/orders/);
});
