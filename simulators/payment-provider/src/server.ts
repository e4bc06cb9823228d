import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '@commerce/runtime/telemetry';
import type { Book } from './book.ts';
import { LOST, type Answer, type Authorize, type Provider } from './provider.ts';

const MAX_BODY_BYTES = 16 * 1024;
const MAX_TEXT_LENGTH = 200;
/** Longer than a customer's idle time for its connections, so that the customer closes first. */
const KEEP_ALIVE_TIMEOUT_MS = 95_000;
const REQUEST_TIMEOUT_MS = 10_000;

/** The request does not fit; the message tells the customer how. */
class BadRequest extends Error {}

type Body = Record<string, unknown>;

/** The provider over HTTP. Answers 400 to a request that it cannot read, 404 to other addresses. */
export function createProviderServer({
  provider,
  book,
  log,
}: {
  provider: Provider;
  book: Book;
  log: Logger;
}): Server {
  const operations: Record<string, (req: IncomingMessage, query: URLSearchParams) => unknown> = {
    'POST /authorizations': async (req) => provider.authorize(await readAuthorize(req)),
    'POST /authorizations/void': async (req) =>
      provider.voidReference(textOf(await readBody(req), 'reference')),
    'GET /authorizations': (_req, query) => {
      const reference = query.get('reference') ?? '';
      return { status: 200, body: { authorizations: provider.ofReference(reference) } };
    },
    'GET /book': () => ({ status: 200, body: { entries: book.entries() } }),
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

function send(res: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  res.end(text);
}

async function readAuthorize(req: IncomingMessage): Promise<Authorize> {
  const body = await readBody(req);
  const key = req.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > MAX_TEXT_LENGTH) {
    throw new BadRequest('the header idempotency-key is missing or too long');
  }
  const { amountMinor, currency } = (body['amount'] ?? {}) as Body;
  if (!Number.isSafeInteger(amountMinor) || (amountMinor as number) < 0) {
    throw new BadRequest('amount.amountMinor must be a whole number of minor units');
  }
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
    throw new BadRequest('amount.currency must be an ISO 4217 code');
  }
  return {
    key,
    reference: textOf(body, 'reference'),
    amount: { amountMinor: amountMinor as number, currency },
    token: textOf(body, 'token'),
  };
}

function textOf(body: Body, field: string): string {
  const value = body[field];
  if (typeof value !== 'string' || value === '' || value.length > MAX_TEXT_LENGTH) {
    throw new BadRequest(`${field} must be a text of 1 to ${MAX_TEXT_LENGTH} characters`);
  }
  return value;
}

async function readBody(req: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BadRequest(`the body is above ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof body === 'object' && body !== null) return body as Body;
  } catch {
    throw new BadRequest('the body is not valid JSON');
  }
  throw new BadRequest('the body is not a JSON object');
}
