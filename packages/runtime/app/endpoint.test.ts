import test from 'ava';
import { Type } from 'typebox';
import { createLocalActors } from '../actors/index.ts';
import { listen } from '../server/index.ts';
import { accepted, rejected } from '../streams/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { buildApp, defineApp, endpoint } from './index.ts';

interface Deps {
  greeting: string;
}

const Name = Type.Object({ name: Type.String() }, { additionalProperties: false });
const app = defineApp({
  name: 'greetings',
  open: (): Deps => ({ greeting: 'Hello' }),
  routes: [
    endpoint('POST /greetings/:language', { body: Name }, async (deps: Deps, { params, body }) => ({
      text: `${deps.greeting}, ${body.name}`,
      language: params.language,
    })),
    endpoint('GET /greetings/:id/of/:year', {}, async (_deps: Deps, { params }) =>
      params.year === '2026' ? params : undefined,
    ),
    endpoint('PUT /greetings', {}, async () => undefined),
    endpoint('PUT /rules/:answer', {}, async (_deps: Deps, { params }) =>
      params.answer === 'no' ? rejected('too-late', 'It is over.') : accepted(),
    ),
  ],
});
const server = await listen(
  buildApp(
    app,
    { greeting: 'Hello' },
    {
      appToken: 'token',
      log: createLogger({ service: 'greetings', level: 'silent' }),
      ready: async () => undefined,
      verifier: undefined,
      audit: undefined,
      database: undefined,
      localActors: createLocalActors(),
    },
  ),
  0,
);
test.after.always(() => server.close(0));

async function send(method: string, path: string, body?: object) {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    ...(body && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as object) };
}

test('an endpoint answers what its handler returns, to anyone', async (t) => {
  t.deepEqual(await send('POST', '/greetings/en', { name: 'Ada' }), {
    status: 200,
    body: { text: 'Hello, Ada', language: 'en' },
  });
  t.deepEqual(await send('GET', '/greetings/a/of/2026'), {
    status: 200,
    body: { id: 'a', year: '2026' },
  });
});

test('a body that its schema refuses never reaches the handler', async (t) => {
  t.is((await send('POST', '/greetings/en', { name: 5 })).status, 400);
  t.is((await send('POST', '/greetings/en', { name: 'Ada', more: 1 })).status, 400);
  t.is((await send('GET', '/greetings/a/of/2026?any=1')).status, 400);
});

test('nothing is 404 to a reader, and 202 to a writer', async (t) => {
  t.like(await send('GET', '/greetings/a/of/1999'), { status: 404 });
  t.deepEqual(await send('PUT', '/greetings'), { status: 202, body: undefined });
});

test('a refused decision is a 409 with its code', async (t) => {
  t.like(await send('PUT', '/rules/no'), {
    status: 409,
    body: { type: '/problems/too-late', title: 'Refused', status: 409, detail: 'It is over.' },
  });
  t.deepEqual(await send('PUT', '/rules/yes'), { status: 200, body: { ok: true, events: [] } });
});
