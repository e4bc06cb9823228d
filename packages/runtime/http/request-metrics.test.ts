import test from 'ava';
import { register } from 'prom-client';
import { listen } from '../server/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { buildHttpApp } from './app.ts';
import { routes } from './routes.ts';

const log = createLogger({ service: 'test', level: 'silent' });

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
  const text = await register.getSingleMetricAsString('http_server_request_duration_seconds');
  const countOf = (route: string, status: number) =>
    new RegExp(
      `_count\\{http_request_method="GET",http_route="${route}",http_response_status_code="${status}"\\} (\\d+)`,
    ).exec(text)?.[1];
  t.is(countOf('/measured/:id', 200), '2');
  t.is(countOf('', 404), '1');
  t.notRegex(text, /"[^"]*unknown/);
});
