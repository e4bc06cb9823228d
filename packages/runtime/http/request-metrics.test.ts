import test from 'ava';
import { register } from 'prom-client';
import { listen } from '../server/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { buildHttpApp } from './app.ts';
import { routes } from './routes.ts';

const log = createLogger({ service: 'test', level: 'silent' });

const writtenDurations = () =>
  register.getSingleMetricAsString('http_server_request_duration_seconds');

test('a request is timed under its route, never under its path, with its status', async (t) => {
  const app = buildHttpApp({
    log,
    ready: async () => undefined,
    middleware: routes([
      {
        method: 'GET',
        path: '/measured/:id',
        async handle(ctx) {
          ctx.body = 'here';
        },
      },
    ]),
  });
  const server = await listen(app, 0);
  t.teardown(() => server.close(0));
  const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
  t.is((await get('/measured/1')).status, 200);
  t.is((await get('/measured/2')).status, 200);
  t.is((await get('/unknown/3')).status, 404);
  const text = await writtenDurations();
  const countOf = (route: string, status: number) =>
    new RegExp(
      `_count\\{http_request_method="GET",http_route="${route}",http_response_status_code="${status}"\\} (\\d+)`,
    ).exec(text)?.[1];
  t.is(countOf('/measured/:id', 200), '2');
  t.is(countOf('', 404), '1');
  t.notRegex(text, /"[^"]*unknown/);
});

test('a duration names a sampled trace that took it, and no other one', async (t) => {
  const app = buildHttpApp({
    log,
    ready: async () => undefined,
    middleware: routes([{ method: 'GET', path: '/traced', handle: async () => {} }]),
  });
  const server = await listen(app, 0);
  t.teardown(() => server.close(0));
  const [sampled, other] = ['4bf92f3577b34da6a3ce929d0e0e4736', '5bf92f3577b34da6a3ce929d0e0e4736'];
  const get = (traceparent: string) =>
    fetch(`http://127.0.0.1:${server.port}/traced`, { headers: { traceparent } });
  await get(`00-${sampled}-00f067aa0ba902b7-01`);
  await get(`00-${other}-00f067aa0ba902b7-00`);
  const text = await writtenDurations();
  t.regex(
    text,
    new RegExp(`http_route="/traced".* # \\{trace_id="${sampled}"\\} [0-9.]+ [0-9.]+$`, 'm'),
  );
  t.false(text.includes(other));
});
