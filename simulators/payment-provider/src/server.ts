import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import type { Book } from './book.ts';
import type { Dashboard } from './dashboard.ts';
import { LOST, type Answer } from './answer.ts';
import type { Provider } from './provider.ts';
import {
  BadRequest,
  readAuthorize,
  readByHand,
  readOperation,
  readPage,
  readVoid,
} from './requests.ts';

/** Longer than a client keeps an idle connection, so that the client closes it first. */
const KEEP_ALIVE_TIMEOUT_MS = 95_000;
const REQUEST_TIMEOUT_MS = 10_000;

/** The provider over HTTP. Answers 400 to an invalid request and 404 to an unknown path. */
export function createProviderServer({
  provider,
  dashboard,
  book,
  log,
}: {
  provider: Provider;
  dashboard: Dashboard;
  book: Book;
  log: Logger;
}): Server {
  const operations: Record<string, (req: IncomingMessage, query: URLSearchParams) => unknown> = {
    'POST /authorizations': async (req) => provider.authorize(await readAuthorize(req)),
    'POST /authorizations/void': async (req) => provider.voidReference(...(await readVoid(req))),
    'POST /captures': async (req) => provider.perform(await readOperation(req, 'capture')),
    'POST /refunds': async (req) => provider.perform(await readOperation(req, 'refund')),
    'GET /authorizations': (_req, query) => {
      const id = query.get('id');
      const reference = query.get('reference') ?? '';
      const authorizations = id === null ? provider.ofReference(reference) : provider.ofId(id);
      return { status: 200, body: { authorizations } };
    },
    'POST /dashboard': async (req) => dashboard(await readByHand(req)),
    'GET /book': (_req, query) => ({ status: 200, body: bookPage(book, query) }),
    'GET /healthz': () => ({ status: 200, body: { status: 'alive' } }),
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [path = '', query] = (req.url ?? '').split('?', 2);
    const operation = operations[`${req.method} ${path}`];
    if (operation === undefined) return send(res, { status: 404, body: { status: 'not-found' } });
    const result = (await operation(req, new URLSearchParams(query))) as Answer | typeof LOST;
    if (result === LOST) res.destroy();
    else send(res, result);
  }

  return createServer(
    { keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, noDelay: true },
    (req, res) => {
      answer(req, res).catch((err: unknown) => {
        if (err instanceof BadRequest) {
          send(res, { status: 400, body: { status: 'bad-request', reason: err.message } });
          return;
        }
        log.error({ err }, 'request failed');
        send(res, { status: 500, body: { status: 'error' } });
      });
    },
  );
}

function bookPage(book: Book, query: URLSearchParams): object {
  const page = readPage(query);
  if (page === undefined) return { entries: book.entries() };
  const { entries, next } = book.page(page.cursor, page.limit, page.since);
  return { entries, ...(next === undefined ? {} : { nextCursor: String(next) }) };
}

function send(res: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  res.end(text);
}
