import test from 'ava';
import { createLogger } from '../telemetry/index.ts';
import { listen } from '../server/index.ts';
import {
  answerVersion,
  buildHttpApp,
  contentVersion,
  expectedVersions,
  requireMatch,
  routes,
} from './index.ts';

const app = buildHttpApp({
  log: createLogger({ service: 'conditional-test', level: 'silent' }),
  ready: async () => undefined,
  middleware: routes([
    {
      method: 'GET',
      path: '/things/:version',
      async handle(ctx, { version = '' }) {
        answerVersion(ctx, version);
        ctx.body = { version };
      },
    },
    {
      method: 'PUT',
      path: '/things/:version',
      async handle(ctx, { version }) {
        requireMatch(ctx, version === 'none' ? undefined : version);
        answerVersion(ctx, 'next');
        ctx.body = {};
      },
    },
    {
      method: 'POST',
      path: '/things/:version/command',
      async handle(ctx) {
        ctx.body = { expected: expectedVersions(ctx) ?? 'any' };
      },
    },
  ]),
});
const server = await listen(app, 0);
test.after.always(() => server.close(0));

async function send(method: string, path: string, headers: Record<string, string>) {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers });
  const text = await answer.text();
  const body = (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown> | undefined;
  return { status: answer.status, etag: answer.headers.get('etag'), text, body };
}

const MALFORMED = [
  '3',
  '"3',
  '3"',
  '""3"',
  '"a b"',
  '"3" "4"',
  '*, "3"',
  'w/"3"',
  'W/ "3"',
  'W/3',
  ',',
  "'3'",
  `"${'x'.repeat(999)}"`,
];

for (const [ifMatch, status] of [
  ['"3"', 200],
  ['*', 200],
  ['"2", "3"', 200],
  ['"2","3"', 200],
  ['"2" ,\t"3"', 200],
  [', "3",, ', 200],
  ['W/"3"', 200],
  ['"2", "4", W/"3"', 200],
  ['"2"', 412],
  ['"03"', 412],
  ['""', 412],
  ['"*"', 412],
  ['"2,3"', 412],
  ['"2", "4", W/"5"', 412],
  ...MALFORMED.map((header): [string, number] => [header, 400]),
] as [string, number][]) {
  test(`a change of version 3 under If-Match ${ifMatch.slice(0, 20)} is ${status}`, async (t) => {
    const answer = await send('PUT', '/things/3', { 'if-match': ifMatch });
    t.is(answer.status, status);
    const types = { 412: '/problems/precondition-failed', 400: '/problems/invalid-request' };
    t.is(answer.body?.['type'], types[status as keyof typeof types]);
    t.is(answer.etag, status === 200 ? '"next"' : null);
  });
}

for (const [ifNoneMatch, status] of [
  ['"3"', 304],
  ['W/"3"', 304],
  ['*', 304],
  ['"2", W/"3"', 304],
  ['"2"', 200],
  ['"2,3"', 200],
  ...MALFORMED.map((header): [string, number] => [header, 400]),
] as [string, number][]) {
  test(`a read of version 3 under If-None-Match ${ifNoneMatch.slice(0, 20)} is ${status}`, async (t) => {
    const answer = await send('GET', '/things/3', { 'if-none-match': ifNoneMatch });
    t.is(answer.status, status);
    if (status === 304) t.like(answer, { etag: '"3"', text: '' });
    if (status === 200) t.deepEqual(answer.body, { version: '3' });
  });
}

test('a request without the headers is unconditional', async (t) => {
  t.like(await send('GET', '/things/3', {}), { status: 200, etag: '"3"' });
  t.like(await send('PUT', '/things/3', {}), { status: 200, etag: '"next"' });
  t.is((await send('PUT', '/things/none', {})).status, 200);
});

test('a resource that does not exist yet matches nothing, not even *', async (t) => {
  t.is((await send('PUT', '/things/none', { 'if-match': '*' })).status, 412);
});

test('an empty header is malformed', async (t) => {
  t.is((await send('PUT', '/things/3', { 'if-match': '' })).status, 400);
});

for (const [ifMatch, expected] of [
  ['*', 'any'],
  ['"7"', [7]],
  ['"7", "12"', [7, 12]],
  ['W/"7"', [7]],
  ['"07", W/"07", "7.0", "seven", "1234567890123456"', []],
] as [string, unknown][]) {
  test(`If-Match ${ifMatch} names the versions ${JSON.stringify(expected)}`, async (t) => {
    const { body } = await send('POST', '/things/3/command', { 'if-match': ifMatch });
    t.deepEqual(body, { expected });
  });
}

test('different contents have different versions', (t) => {
  const contents = [{ a: 1 }, { a: 2 }, [], '', null];
  const versions = contents.map(contentVersion);
  t.is(new Set(versions).size, versions.length);
  t.deepEqual(contents.map(contentVersion), versions);
  for (const version of versions) t.regex(version, /^[\w-]{22}$/);
});
