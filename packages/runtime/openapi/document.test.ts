import test from 'ava';
import Type from 'typebox';
import { openApiDocument, problemCodesOf, type Operation } from './index.ts';

const Thing = Type.Object({
  name: Type.String(),
  kind: Type.Union([Type.Literal('a'), Type.Literal('b')]),
});
const Things = Type.Object({ items: Type.Array(Thing) });
const problems = {
  'invalid-request': { status: 400, title: 'Wrong' },
  'malformed-json': { status: 400, title: 'No JSON' },
  'invalid-token': { status: 401, title: 'No token' },
  forbidden: { status: 403, title: 'No role' },
  'thing-exists': { status: 409, title: 'There is one' },
  'body-too-large': { status: 413, title: 'Too large' },
  'uri-too-long': { status: 414, title: 'Too long' },
  'unsupported-media-type': { status: 415, title: 'No JSON' },
  'rate-limited': { status: 429, title: 'Too many' },
  'too-many-headers': { status: 431, title: 'Too many' },
  'internal-error': { status: 500, title: 'Ours' },
  overloaded: { status: 503, title: 'Full' },
  unavailable: { status: 503, title: 'Away' },
};
const create: Operation = {
  operationId: 'createThing',
  method: 'PUT',
  path: '/things/:name',
  summary: 'Makes a thing.',
  notes: ['See [the page](page.md) and [RFC](https://example.com/rfc).'],
  access: { roles: ['clerk'] },
  params: Type.Object({ name: Type.String() }),
  query: Type.Object({ at: Type.String(), to: Type.Optional(Type.String()) }),
  headers: { 'Idempotency-Key': { what: 'A key.', schema: Type.String() } },
  body: Thing,
  answers: { 201: { what: 'the thing', schema: Thing, headers: ['Location'] } },
  problems: ['thing-exists'],
  example: {
    params: { name: 'x' },
    query: { at: '1' },
    body: { name: 'x', kind: 'a' },
    status: 201,
  },
};
const list: Operation = {
  operationId: 'listThings',
  method: 'GET',
  path: '/things',
  summary: 'Lists things.',
  access: 'public',
  answers: { 200: { what: 'the things', schema: Things } },
  problems: [],
};

const documentOf = (...operations: Operation[]) =>
  openApiDocument({
    title: 'things',
    version: '1',
    description: '',
    operations: { things: operations },
    schemas: { Thing, Things },
    problems,
  });

test('a path parameter is in braces, with its schema and example', (t) => {
  const operation = documentOf(create).paths['/things/{name}']?.['put'];
  t.like(operation?.parameters?.[0], {
    name: 'name',
    in: 'path',
    required: true,
    schema: { type: 'string' },
    example: 'x',
  });
});

test('the schema says which query parameters are required, the header which headers are', (t) => {
  const [, at, to, key] = documentOf(create).paths['/things/{name}']?.['put']?.parameters ?? [];
  t.like(at, { name: 'at', in: 'query', required: true });
  t.like(to, { name: 'to', in: 'query', required: false });
  t.like(key, { name: 'Idempotency-Key', in: 'header', required: false });
});

test('a named schema becomes a reference, also inside another one', (t) => {
  const document = documentOf(create, list);
  const ref = { $ref: '#/components/schemas/Thing' };
  const put = document.paths['/things/{name}']?.['put'];
  t.deepEqual(put?.requestBody?.content['application/json']?.schema, ref);
  t.deepEqual(document.components.schemas['Things']?.properties?.['items']?.items, ref);
  t.is(document.components.schemas['Thing']?.$ref, undefined);
});

test('a union of literals is an enum', (t) => {
  const { properties } = documentOf(create).components.schemas['Thing'] ?? {};
  t.deepEqual(properties?.['kind'], { type: 'string', enum: ['a', 'b'] });
});

test('problems are grouped by status, with their possible types', (t) => {
  const { responses } = documentOf(create).paths['/things/{name}']?.['put'] ?? {};
  t.deepEqual(Object.keys(responses ?? {}), [
    '201',
    '400',
    '401',
    '403',
    '409',
    '413',
    '414',
    '415',
    '429',
    '431',
    '500',
    '503',
  ]);
  t.deepEqual(
    responses?.['400']?.content?.['application/problem+json']?.schema?.properties?.['type'],
    { enum: ['/problems/invalid-request', '/problems/malformed-json'] },
  );
});

test('an operation without body or token has no problems of bodies and tokens', (t) => {
  const always = ['invalid-request', 'internal-error', 'unavailable', 'overloaded'];
  const edge = ['uri-too-long', 'too-many-headers', 'rate-limited'];
  t.deepEqual(problemCodesOf(list), [...always, ...edge]);
  t.deepEqual(problemCodesOf({ ...list, internal: true }), always);
});

test('roles and public access appear beside the required security', (t) => {
  const { paths } = documentOf(create, list);
  t.like(paths['/things/{name}']?.['put'], { security: [{ bearer: [] }], 'x-roles': ['clerk'] });
  t.like(paths['/things']?.['get'], { security: [], 'x-access': 'public' });
});

test('links into the repository become plain text', (t) => {
  const description = documentOf(create).paths['/things/{name}']?.['put']?.['description'];
  t.is(description, '- See the page and [RFC](https://example.com/rfc).');
});

test('a path parameter without a schema is an error', (t) => {
  const { params: _, ...without } = create;
  t.throws(() => documentOf(without), { message: /says nothing of name/ });
});

test('an unknown problem code is an error', (t) => {
  t.throws(() => documentOf({ ...list, problems: ['no-such'] }), { message: /no problem no-such/ });
});
