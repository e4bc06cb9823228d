import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Route } from 'dapr-actor-runtime/http';
import type { Context } from 'koa';

/** The folder of the page's files. They are served from here, so browsers contact no other host. */
const SWAGGER_UI = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
/** How long browsers cache the files, s. A release changes them under the same names. */
const FILES_CACHED_SECONDS = 3_600;
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>dapr-commerce: HTTP API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
});
`;

const serve =
  (type: string, body: () => Promise<string | Buffer>, maxAgeSeconds: number): Route['handle'] =>
  async (ctx: Context) => {
    ctx.type = type;
    ctx.set('cache-control', `public, max-age=${maxAgeSeconds}`);
    ctx.set('content-security-policy', POLICY);
    ctx.set('x-content-type-options', 'nosniff');
    ctx.set('referrer-policy', 'no-referrer');
    ctx.body = await body();
  };

function fileOnce(name: string): () => Promise<Buffer> {
  let content: Promise<Buffer> | undefined;
  return () => (content ??= readFile(join(SWAGGER_UI, name)));
}

/** GET /docs: the interactive page of the API, and the files that it loads. */
export function docsPage(): Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle });
  const file = (name: string, type: string) =>
    get(`/docs/${name}`, serve(type, fileOnce(name), FILES_CACHED_SECONDS));
  return [
    get(
      '/docs',
      serve('text/html; charset=utf-8', async () => PAGE, 0),
    ),
    get(
      '/docs/start.js',
      serve('text/javascript; charset=utf-8', async () => START, 0),
    ),
    file('swagger-ui-bundle.js', 'text/javascript; charset=utf-8'),
    file('swagger-ui.css', 'text/css; charset=utf-8'),
    file('favicon-32x32.png', 'image/png'),
  ];
}
