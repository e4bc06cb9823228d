import type { IncomingMessage } from 'node:http';
import type { Amount, Operation } from './book.ts';
import type { ByHand } from './dashboard.ts';
import type { Authorize, OperationRequest } from './provider.ts';

const MAX_BODY_BYTES = 16 * 1024;
const MAX_TEXT_LENGTH = 200;
const MAX_ATTEMPTS = 1_000;
const MAX_PAGE = 500;

/** An invalid request; the message is sent to the caller. */
export class BadRequest extends Error {}

type Body = Record<string, unknown>;

/** Reads an authorization. Throws BadRequest. */
export async function readAuthorize(req: IncomingMessage): Promise<Authorize> {
  const body = await readBody(req);
  return {
    key: keyOf(req),
    reference: textOf(body, 'reference'),
    amount: amountOf(body, 0),
    token: textOf(body, 'token'),
  };
}

/** Reads a capture or refund. Throws BadRequest. */
export async function readOperation(
  req: IncomingMessage,
  kind: Operation['kind'],
): Promise<OperationRequest> {
  const body = await readBody(req);
  const attempt = body['attempt'] ?? 1;
  if (!Number.isInteger(attempt) || Number(attempt) < 1 || Number(attempt) > MAX_ATTEMPTS) {
    throw new BadRequest(`attempt must be a whole number from 1 to ${MAX_ATTEMPTS}`);
  }
  return {
    key: keyOf(req),
    kind,
    reference: textOf(body, 'reference'),
    authorization: optionalTextOf(body, 'authorization'),
    operationId: textOf(body, 'operationId'),
    attempt: Number(attempt),
    amount: amountOf(body, 1),
  };
}

/** Reads a void: of everything of a reference, or of one authorization. Throws BadRequest. */
export async function readVoid(
  req: IncomingMessage,
): Promise<[reference: string, authorization: string | undefined]> {
  const body = await readBody(req);
  return [textOf(body, 'reference'), optionalTextOf(body, 'authorization')];
}

/** Reads what a person does at the provider. Throws BadRequest. */
export async function readByHand(req: IncomingMessage): Promise<ByHand> {
  const body = await readBody(req);
  const action = textOf(body, 'do') as ByHand['do'];
  if (action === 'forget-keys') return { do: action, reference: optionalTextOf(body, 'reference') };
  if (action === 'decline') return { do: action, percent: percentOf(body) };
  const reference = textOf(body, 'reference');
  switch (action) {
    case 'capture':
    case 'refund':
      return { do: action, reference, amount: amountOf(body, 1) };
    case 'void':
    case 'expire':
    case 'complete-action':
    case 'fail-action':
      return { do: action, reference };
    case 'dispute': {
      const state = textOf(body, 'state');
      if (state !== 'opened' && state !== 'won' && state !== 'lost') {
        throw new BadRequest('state must be opened, won or lost');
      }
      const disputeId = textOf(body, 'disputeId');
      return { do: action, reference, disputeId, amount: amountOf(body, 1), state };
    }
    case 'fail-refund':
    case 'settle-refund':
      return { do: action, reference, refundId: textOf(body, 'refundId') };
  }
  throw new BadRequest('do must be something that a person can do at the provider');
}

/** The requested page of the book, or undefined for the whole book. Throws BadRequest. */
export function readPage(query: URLSearchParams) {
  if (!query.has('limit')) return undefined;
  const limit = Number(query.get('limit'));
  const cursor = Number(query.get('cursor') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    throw new BadRequest(`limit must be a whole number from 1 to ${MAX_PAGE}`);
  }
  if (!Number.isInteger(cursor) || cursor < 0)
    throw new BadRequest('cursor must be a whole number from 0');
  return { cursor, limit, since: query.get('since') ?? '' };
}

function keyOf(req: IncomingMessage): string {
  const key = req.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > MAX_TEXT_LENGTH) {
    throw new BadRequest('the header idempotency-key is missing or too long');
  }
  return key;
}

function amountOf(body: Body, least: number): Amount {
  const { amountMinor, currency } = (body['amount'] ?? {}) as Body;
  if (!Number.isSafeInteger(amountMinor) || (amountMinor as number) < least) {
    throw new BadRequest('amount.amountMinor must be a whole number of minor units');
  }
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
    throw new BadRequest('amount.currency must be an ISO 4217 code');
  }
  return { amountMinor: amountMinor as number, currency };
}

function percentOf({ percent }: Body): number {
  if (Number.isInteger(percent) && Number(percent) >= 0 && Number(percent) <= 100) {
    return Number(percent);
  }
  throw new BadRequest('percent must be a whole number from 0 to 100');
}

function optionalTextOf(body: Body, field: string): string | undefined {
  return body[field] === undefined ? undefined : textOf(body, field);
}

function textOf(body: Body, field: string): string {
  const value = body[field];
  if (typeof value !== 'string' || value === '' || value.length > MAX_TEXT_LENGTH) {
    throw new BadRequest(`${field} must be a string of 1 to ${MAX_TEXT_LENGTH} characters`);
  }
  return value;
}

async function readBody(req: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new BadRequest(`the body is larger than ${MAX_BODY_BYTES} bytes`);
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
