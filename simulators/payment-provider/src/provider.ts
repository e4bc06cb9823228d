import { setTimeout as wait } from 'node:timers/promises';
import { uuidv7 } from 'dapr-actor-runtime/ids';
import { BROKEN, LOST, type Answer } from './answer.ts';
import type { Amount, Book, Decision, Entry, Operation } from './book.ts';
import { createFaults, type Declines, isShaky } from './faults.ts';
import type { WebhookEvent, Webhooks } from './webhooks.ts';

/** How long `tok_slow` delays its answer, ms. */
const SLOW_MS = 5_000;

/** How long an authorization is held, ms: seven days, as most card networks do. */
const HELD_MS = 7 * 86_400_000;

/** The tokens that authorize. */
const GOOD_TOKENS = new Set([
  'tok_limit',
  'tok_ok',
  'tok_single_capture',
  'tok_refund_pending',
  'tok_slow',
  'tok_lost_reply',
  'tok_timeout_after_capture',
  'tok_double_webhook',
  'tok_webhook_first',
  'tok_refund_fails',
]);

export interface Authorize {
  key: string;
  reference: string;
  amount: Amount;
  token: string;
}

export interface OperationRequest extends Pick<Operation, 'kind' | 'amount'> {
  key: string;
  operationId: string;
  attempt: number;
  reference: string;
  /** The authorization; without it, the last one of the reference. */
  authorization?: string | undefined;
}

const VOIDED: Answer = { status: 409, body: { status: 'voided' } };
/** Tokens whose authorizations send no webhook, because their answer always arrives. */
const WITHOUT_WEBHOOK = new Set([
  ...['tok_ok', 'tok_slow', 'tok_decline', 'tok_3ds'],
  ...['tok_single_capture', 'tok_refund_pending'],
]);
const KEY_REUSED: Answer = { status: 422, body: { status: 'refused', reason: 'key-reused' } };

export type Provider = ReturnType<typeof createProvider>;

/** What an authorization with `tok_limit` holds at most, minor units. */
const LIMIT_MINOR = 1_000;

/**
 * A simulated payment provider. The token of an authorization decides how its requests end; an
 * unknown token is declined. A key is decided once.
 */
export function createProvider(book: Book, webhooks: Webhooks, declines: Declines) {
  const disturbed = createFaults();
  const running = new Map<string, { request: Authorize; decision: Promise<Answer> }>();

  /** `tok_webhook_first` delays the answer until the webhook was accepted. */
  async function notify(token: string | undefined, event: WebhookEvent): Promise<void> {
    const atOnce = token === 'tok_webhook_first';
    const copies = token === 'tok_double_webhook' ? 2 : 1;
    const sent = webhooks.send(event, { copies, atOnce });
    if (atOnce) await sent;
  }

  async function decide({ key, reference, amount, token }: Authorize): Promise<Answer> {
    if (token === 'tok_slow') await wait(SLOW_MS);
    // A void that arrived in the meantime wins.
    if (book.isVoided(reference)) return VOIDED;
    const decision = decisionOn({ key, reference, amount, token }, declines);
    const entry = book.decide(decision);
    const { id, reason } = decision;
    if (!WITHOUT_WEBHOOK.has(token)) {
      await notify(token, {
        type: `authorization.${decision.status}`,
        data: { reference, amount, ...(id ? { id } : {}), ...(reason ? { reason } : {}) },
      });
    }
    return answerOf(entry);
  }

  async function authorize(request: Authorize): Promise<Answer | typeof LOST> {
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
  }

  const about = (reference: string) => ({ reference, token: tokenOf(book, reference) });

  return {
    authorize: (request: Authorize) => disturbed(request, () => authorize(request)),

    perform: (request: OperationRequest) =>
      disturbed(about(request.reference), () => perform(book, notify, request)),

    ofId: (id: string): object[] => book.ofId(id),

    /** All authorizations of a reference; those that are running are `pending`. */
    ofReference: (reference: string): object[] => [
      ...book.ofReference(reference),
      ...pendingOf(book, reference, [...running.values()]),
    ],

    /** As voidAll(); with the id of an authorization only this one, and later ones are possible. */
    voidReference: (reference: string, authorization?: string) =>
      disturbed(about(reference), async () =>
        authorization === undefined
          ? voidAll(book, notify, reference)
          : release(book, authorization),
      ),
  };
}

/** The token of a reference, which decides what goes wrong with its requests. */
const tokenOf = (book: Book, reference: string) => book.authorizationOf(reference)?.token;

function pendingOf(book: Book, reference: string, running: { request: Authorize }[]): object[] {
  return running
    .filter(({ request: { key, reference: of } }) => of === reference && !book.find(key))
    .map(({ request: { key, amount } }) => ({ key, reference, amount, status: 'pending' }));
}

/** Releases what was not captured, and prevents later authorizations. */
async function voidAll(book: Book, notify: Notify, reference: string): Promise<Answer> {
  if (!book.isVoided(reference)) {
    book.voidReference(reference);
    const entry = book.authorizationOf(reference);
    const voided: WebhookEvent = { type: 'authorization.voided', data: { reference } };
    if (entry !== undefined) await notify(entry.token, voided);
  }
  return { status: 200, body: { status: 'voided' } };
}

/** Releases one authorization, and leaves the reference open for others. */
function release(book: Book, id: string): Answer {
  for (const { status } of book.ofId(id)) {
    const holds = status === 'authorized' || status === 'requires-action';
    if (holds) book.change({ type: 'ended', id, reason: 'voided' });
  }
  return { status: 200, body: { status: 'voided' } };
}

function decisionOn(request: Authorize, declines: Declines): Decision {
  const { token } = request;
  const id = `auth_${uuidv7()}`;
  if (token === 'tok_3ds') return { ...request, status: 'requires-action', id };
  const isOverLimit = token === 'tok_limit' && request.amount.amountMinor > LIMIT_MINOR;
  if (isOverLimit || !(GOOD_TOKENS.has(token) || isShaky(token))) {
    return { ...request, status: 'declined', reason: declineReason(token) };
  }
  if (declines.isNext()) return { ...request, status: 'declined', reason: 'insufficient-funds' };
  const expiresAt = new Date(Date.now() + HELD_MS).toISOString();
  const captures = token === 'tok_single_capture' ? ({ captures: 'one' } as const) : {};
  return { ...request, status: 'authorized', id, expiresAt, ...captures };
}

type Notify = (token: string | undefined, event: WebhookEvent) => Promise<void>;

/** Captures or refunds a part of an authorization. `tok_timeout_after_capture` loses its answer. */
async function perform(
  book: Book,
  notify: Notify,
  request: OperationRequest,
): Promise<Answer | typeof LOST> {
  const { reference, authorization, ...fields } = request;
  const known = book.findOperation(request.key);
  if (known !== undefined) {
    return sameOperation(known, request) ? operationAnswer(known.operation) : KEY_REUSED;
  }
  const entry = book.authorizationOf(reference, authorization);
  const reason = refusalOf(entry, request);
  const pending = entry?.token === 'tok_refund_pending' && fields.kind === 'refund';
  const operation: Operation =
    reason === undefined
      ? {
          ...{ ...fields, status: 'done', id: `${fields.kind.slice(0, 3)}_${uuidv7()}` },
          ...(pending && { pending }),
        }
      : { ...fields, status: 'refused', reason };
  book.addOperation(reference, operation, entry?.id);
  const { key: _key, kind, status, ...details } = operation;
  await notify(entry?.token, { type: `${kind}.${status}`, data: { reference, ...details } });
  const lost = entry?.token === 'tok_timeout_after_capture' && kind === 'capture';
  return lost && status === 'done' ? LOST : operationAnswer(operation);
}

function declineReason(token: string): string {
  return token === 'tok_decline' || token === 'tok_limit' ? 'insufficient-funds' : 'unknown-token';
}

/** Compares without the token, which older books do not contain. */
function sameRequest(a: Omit<Authorize, 'token'>, b: Omit<Authorize, 'token'>): boolean {
  return a.reference === b.reference && sameAmount(a.amount, b.amount);
}

function sameOperation(
  { reference, operation }: { reference: string; operation: Operation },
  request: OperationRequest,
) {
  return (
    reference === request.reference &&
    operation.kind === request.kind &&
    operation.operationId === request.operationId &&
    sameAmount(operation.amount, request.amount)
  );
}

function sameAmount(a: Amount, b: Amount): boolean {
  return a.amountMinor === b.amountMinor && a.currency === b.currency;
}

/** Why the operation is refused, or undefined if it is performed. */
export function refusalOf(
  entry: Entry | undefined,
  { kind, amount }: Pick<OperationRequest, 'kind' | 'amount'>,
): string | undefined {
  if (entry === undefined) return 'not-authorized';
  if (entry.amount.currency !== amount.currency) return 'wrong-currency';
  const captured = sumOf(entry, 'capture');
  if (kind === 'capture') {
    if (entry.status !== 'authorized') return entry.reason ?? entry.status;
    if (entry.captures === 'one' && captured > 0) return 'already-captured';
    return captured + amount.amountMinor > entry.amount.amountMinor
      ? 'exceeds-authorized'
      : undefined;
  }
  if (sumOf(entry, 'refund') + amount.amountMinor > captured) return 'exceeds-captured';
  // Refuses only the first partial refund of this token.
  const failsOnce = entry.token === 'tok_refund_fails' && amount.amountMinor < captured;
  const failed = entry.moves.some((operation) => operation.kind === 'refund');
  return failsOnce && !failed ? 'refund-refused' : undefined;
}

function sumOf({ moves }: Entry, kind: Operation['kind']): number {
  return moves
    .filter((operation) => operation.kind === kind && operation.status === 'done')
    .reduce((sum, { amount }) => sum + amount.amountMinor, 0);
}

function answerOf({ status, id, reason, captures, expiresAt }: Entry): Answer {
  switch (status) {
    case 'authorized':
      return { status: 201, body: { id, status, captures, expiresAt } };
    case 'requires-action': {
      const action = { kind: 'redirect', url: `https://bank.example/challenges/${id}` };
      return { status: 202, body: { id, status, action } };
    }
    case 'declined':
      return { status: 402, body: { status, reason } };
    case 'voided':
      return VOIDED;
  }
}

function operationAnswer({ status, id, reason, pending }: Operation): Answer {
  return status === 'done'
    ? { status: 201, body: { id, status, pending } }
    : { status: 402, body: { status, reason } };
}
