import { buildHttpApp, routes } from 'dapr-actor-runtime/http';
import { listen } from 'dapr-actor-runtime/server';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { publicDocument } from '@commerce/platform/documents';
import test from 'ava';
import { startPage } from './start-page.ts';

test('the root says what answers, in which version, and where the documentation is', async (t) => {
  const document = publicDocument();
  const server = await listen(
    buildHttpApp({
      log: createLogger({ service: 'start-page-test', level: 'silent' }),
      ready: async () => undefined,
      middleware: routes([startPage(document)]),
    }),
    0,
  );
  t.teardown(() => server.close(0));
  const answer = await fetch(`http://127.0.0.1:${server.port}/`);
  t.is(answer.status, 200);
  // RFC 8631
  t.regex(answer.headers.get('link') ?? '', /<\/openapi\.json>; rel="service-desc"/);
  t.deepEqual(await answer.json(), {
    title: document.info.title,
    version: document.info.version,
    api: '/v1',
    documentation: '/docs',
    openapi: '/openapi.json',
  });
});
