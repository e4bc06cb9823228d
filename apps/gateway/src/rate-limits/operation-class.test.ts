import { publicOperations } from '@commerce/platform/documents';
import test from 'ava';
import { operationClass } from './operation-class.ts';

const classes = publicOperations.map(({ method, path, access }) => ({
  name: `${method} ${path}`,
  access,
  method,
  is: operationClass(method, path),
}));

test('every write operation without a token is sign-in or webhook', (t) => {
  const open = classes.filter(({ access, method }) => access === 'public' && method !== 'GET');
  t.true(open.length > 8);
  t.deepEqual(
    open.filter(({ is }) => is === 'write').map(({ name }) => name),
    [],
    'add it to operation-class.ts',
  );
});

test('all eleven sign-in operations and the webhook exist', (t) => {
  t.is(classes.filter(({ is }) => is === 'sign-in').length, 11);
  t.is(classes.filter(({ is }) => is === 'webhook').length, 1);
});

test('every other request is read or write by its method, unless it only reads', (t) => {
  t.is(operationClass('POST', '/quotes'), 'read');
  t.is(operationClass('GET', '/orders/ord_1/events'), 'read');
  t.is(operationClass('POST', '/orders'), 'write');
  t.is(operationClass('DELETE', '/sessions/current'), 'write');
  t.is(operationClass('BREW', '/nowhere'), 'write');
});

test('another spelling of a path that the router accepts has the same class', (t) => {
  for (const path of ['/sessions', '/Sessions', '/SESSIONS/']) {
    t.is(operationClass('POST', path), 'sign-in', path);
  }
  t.is(operationClass('HEAD', '/oauth/authorize'), 'sign-in');
});
