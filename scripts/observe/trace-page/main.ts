// The page of traces of `npm start -- --observe`: searches Jaeger, and shows a trace as a waterfall.
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { commandLine, upTo } from '../../command-line.ts';
import { type Jaeger, openJaeger } from './jaeger.ts';
import { faultPage, listPage, tracePage } from './pages.ts';
import { waterfallOf } from './waterfall.ts';

const HOST = '127.0.0.1';
const MAX_PORT = 65_535;
/** Most traces of each service in the list. */
const LISTED = 20;
const MAX_TEXT = 100;
const TRACE_ID = /^[0-9a-f]{16,32}$/;
const STYLE = readFileSync(join(import.meta.dirname, 'style.css'));
const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

async function answer(jaeger: Jaeger, url: URL, response: ServerResponse): Promise<void> {
  const send = (status: number, body: string | Buffer, type = 'text/html; charset=utf-8') =>
    response.writeHead(status, { ...HEADERS, 'content-type': type }).end(body);
  if (url.pathname === '/healthz') return void send(200, 'ok\n', 'text/plain');
  if (url.pathname === '/style.css') return void send(200, STYLE, 'text/css');
  const [, id] = /^\/traces\/([^/]+)$/.exec(url.pathname) ?? [];
  if (id !== undefined && TRACE_ID.test(id)) {
    const trace = await jaeger.trace(id);
    if (trace !== undefined) return void send(200, tracePage(waterfallOf(trace)));
    const next = 'The collector decides ten seconds after its end, and may not have kept it.';
    return void send(404, faultPage(`There is no trace ${id}`, next));
  }
  if (url.pathname !== '/') return void send(404, faultPage('Not found', 'Search above.'));
  const text = (url.searchParams.get('q') ?? '').trim().slice(0, MAX_TEXT);
  if (TRACE_ID.test(text)) {
    return void response.writeHead(303, { ...HEADERS, location: `/traces/${text}` }).end();
  }
  const failedOnly = url.searchParams.has('failed');
  const found = await jaeger.search({ order: text || undefined, failedOnly, limit: LISTED });
  send(200, listPage({ text, failedOnly }, found.map(waterfallOf)));
}

function serve(port: number, jaegerUrl: string): void {
  const jaeger = openJaeger(jaegerUrl);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${HOST}`);
    answer(jaeger, url, response).catch((error: unknown) => {
      console.error(error);
      const next = `Jaeger at ${jaegerUrl} did not answer: see its log.`;
      response.writeHead(502, { ...HEADERS, 'content-type': 'text/html; charset=utf-8' });
      response.end(faultPage('No answer from Jaeger', next));
    });
  });
  server.listen(port, HOST);
}

const { port, jaeger } = commandLine({
  name: 'node scripts/observe/trace-page/main.ts',
  about: 'Serves a page that searches the traces of a Jaeger, on the loopback address.',
})
  .requiredOption('--port <port>', 'the port of the page', upTo(MAX_PORT))
  .requiredOption('--jaeger <url>', 'the query API of Jaeger')
  .parse()
  .opts<{ port: number; jaeger: string }>();
serve(port, jaeger);
