import { setTimeout as wait } from 'node:timers/promises';
import { uuidv7 } from '@commerce/runtime/ids';
import type { Amount, Book, Entry } from './book.ts';

/** How long `tok_slow` makes a customer wait, ms. */
const SLOW_MS = 5_000;

export interface Authorize {
  key: string;
  reference: string;
  amount: Amount;
  token: string;
}

export interface Answer {
  status: number;
  body: object;
}

/** No answer: the connection is cut after the work was done. */
export const LOST = Symbol('lost');

const VOIDED: Answer = { status: 409, body: { status: 'voided' } };
const KEY_REUSED: Answer = { status: 422, body: { status: 'refused', reason: 'key-reused' } };
const BROKEN: Answer = { status: 500, body: { status: 'error' } };

export type Provider = ReturnType<typeof createProvider>;

/**
 * An imaginary payment provider. The token says how a request ends: `tok_ok`, `tok_decline`,
 * `tok_slow`, `tok_error`, `tok_lost_reply`; any other is declined. A key is decided once.
 */
export function createProvider(book: Book) {
  const running = new Map<string, { request: Authorize; decision: Promise<Answer> }>();

  async function decide({ key, reference, amount, token }: Authorize): Promise<Answer> {
    if (token === 'tok_slow') await wait(SLOW_MS);
    // A void that came while the request ran has won.
    if (book.isVoided(reference)) return VOIDED;
    const asked = { key, reference, amount };
    const entry: Entry =
      token === 'tok_ok' || token === 'tok_slow' || token === 'tok_lost_reply'
        ? { ...asked, status: 'authorized', id: `auth_${uuidv7()}` }
        : { ...asked, status: 'declined', reason: declineReason(token) };
    book.decide(entry);
    return answerOf(entry);
  }

  return {
    async authorize(request: Authorize): Promise<Answer | typeof LOST> {
      const entry = book.find(request.key);
      if (entry !== undefined) return sameRequest(entry, request) ? answerOf(entry) : KEY_REUSED;
      const first = running.get(request.key);
      if (first !== undefined) {
        return sameRequest(first.request, request) ? first.decision : KEY_REUSED;
      }
      if (request.token === 'tok_error') return BROKEN;
      const decision = decide(request).finally(() => running.delete(request.key));
      running.set(request.key, { request, decision });
      const answer = await decision;
      return request.token === 'tok_lost_reply' && answer.status === 201 ? LOST : answer;
    },

    /** All that is known of a reference; `pending` is what still runs. */
    ofReference(reference: string): object[] {
      const pending = [...running.values()]
        .filter(({ request }) => request.reference === reference)
        .map(({ request: { key, amount } }) => ({ key, reference, amount, status: 'pending' }));
      return [...book.ofReference(reference), ...pending];
    },

    voidReference(reference: string): Answer {
      book.voidReference(reference);
      return { status: 200, body: { status: 'voided' } };
    },
  };
}

function declineReason(token: string): string {
  return token === 'tok_decline' ? 'insufficient-funds' : 'unknown-token';
}

/** The token is no part of the comparison, because the book does not keep it. */
function sameRequest(a: Omit<Authorize, 'token'>, b: Omit<Authorize, 'token'>): boolean {
  return (
    a.reference === b.reference &&
    a.amount.amountMinor === b.amount.amountMinor &&
    a.amount.currency === b.amount.currency
  );
}

function answerOf({ status, id, reason }: Entry): Answer {
  switch (status) {
    case 'authorized':
      return { status: 201, body: { id, status } };
    case 'declined':
      return { status: 402, body: { status, reason } };
    case 'voided':
      return VOIDED;
  }
}
