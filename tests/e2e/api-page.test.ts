import { documentOf, publicDocument, apiApps } from '@commerce/platform/documents';
import { connectStack } from '@commerce/testing';
import test from 'ava';

const stack = connectStack();
test.after.always(() => stack.close());

/** What a browser would load for a page: the URLs in its `src` and `href`. */
function partsOf(page: string): string[] {
  return [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
}

test('the gateway serves the public document', async (t) => {
  const answer = await fetch(`${stack.gatewayUrl}/openapi.json`);
  t.is(answer.status, 200);
  t.is(answer.headers.get('content-type'), 'application/json; charset=utf-8');
  t.deepEqual(await answer.json(), JSON.parse(JSON.stringify(publicDocument())));
});

for (const app of apiApps) {
  test(`${app} serves its own document to callers with its app token`, async (t) => {
    const url = `${stack.app(app).url}/openapi.json`;
    const answer = await fetch(url, { headers: { 'dapr-api-token': stack.appApiToken } });
    t.is(answer.status, 200);
    t.deepEqual(await answer.json(), JSON.parse(JSON.stringify(documentOf(app))));
    const refused = await fetch(url);
    t.is(refused.status, 404);
    await refused.text();
  });
}

test('the page and all its parts come from the gateway, and the policy allows nothing from elsewhere', async (t) => {
  const answer = await fetch(`${stack.gatewayUrl}/docs`);
  t.is(answer.status, 200);
  const page = await answer.text();
  const parts = partsOf(page);
  t.true(parts.length >= 3);
  for (const part of parts) {
    t.true(part.startsWith('/docs/'), part);
    const one = await fetch(stack.gatewayUrl + part);
    t.is(one.status, 200, part);
    t.is(one.headers.get('x-content-type-options'), 'nosniff');
    t.true((await one.arrayBuffer()).byteLength > 0, part);
  }
  const policy = answer.headers.get('content-security-policy') ?? '';
  t.regex(policy, /default-src 'none'/);
  t.regex(policy, /script-src 'self'(?:;|$)/);
  t.notRegex(policy, /unsafe|https?:|\*/);
  t.notRegex(page, /<script>|\son\w+=|style=/);
});
