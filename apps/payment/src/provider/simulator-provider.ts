import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Type, type Static } from 'typebox';
import { Pool, type Dispatcher } from 'undici';
import { Money } from '@commerce/contracts/money';
import { DisputeState } from '@commerce/contracts/payment/payment-api';
import { compileSchema } from 'dapr-actor-runtime/http';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import type { OperationAnswer } from '../domain/operation.ts';
import type { AuthorizationAnswer } from '../domain/payment.ts';
import type { ProviderOperation, ProviderPayment } from '../domain/reconciliation.ts';
import {
  PAYMENTS_PAGE,
  PROVIDER_TIMEOUT_MS,
  type AuthorizationAttempt,
  type OperationAttempt,
  type PaymentProvider,
  type Unknown,
  type WebhookEvent,
} from './payment-provider.ts';
import { verifiedWebhookId } from './standard-webhook.ts';

const MAX_CONNECTIONS = 64;
/** How long an idle connection is kept, ms: less than the provider keeps it. */
const KEEP_ALIVE_MS = 30_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

type Answer = { status: number; body: Record<string, unknown> };
const UNCLEAR: Unknown = { outcome: 'unknown', reason: 'provider-error' };

const Operation = Type.Object({
  kind: Type.Union([Type.Literal('capture'), Type.Literal('refund')]),
  /** Absent if it was made by hand. */
  operationId: Type.Optional(Type.String()),
  attempt: Type.Optional(Type.Integer()),
  pending: Type.Optional(Type.Literal(true)),
  amount: Money,
  status: Type.Union([Type.Literal('done'), Type.Literal('refused')]),
  id: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
});
const Captures = Type.Union([Type.Literal('one'), Type.Literal('many')]);
const Disputed = Type.Object({
  id: Type.String(),
  amount: Money,
  state: DisputeState,
});
const Authorization = Type.Object({
  reference: Type.String(),
  status: Type.Union([
    Type.Literal('authorized'),
    Type.Literal('requires-action'),
    Type.Literal('declined'),
    Type.Literal('voided'),
    Type.Literal('pending'),
  ]),
  amount: Money,
  id: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  captures: Type.Optional(Captures),
  expiresAt: Type.Optional(Type.String()),
  at: Type.Optional(Type.String()),
  moves: Type.Optional(Type.Array(Operation)),
  disputes: Type.Optional(Type.Array(Disputed)),
});
/** The answer to an authorization. */
const Authorized = compileSchema(
  Type.Object({
    id: Type.String(),
    captures: Type.Optional(Captures),
    expiresAt: Type.Optional(Type.String()),
  }),
);
const ActionRequired = compileSchema(
  Type.Object({
    id: Type.String(),
    action: Type.Object({ kind: Type.Literal('redirect'), url: Type.String() }),
  }),
);
const Authorizations = compileSchema(Type.Object({ authorizations: Type.Array(Authorization) }));
const AuthorizationPage = compileSchema(
  Type.Object({ entries: Type.Array(Authorization), nextCursor: Type.Optional(Type.String()) }),
);
const Webhook = compileSchema(
  Type.Object({
    type: Type.String(),
    data: Type.Object({
      reference: Type.Optional(Type.String()),
      /** Of an authorization that changed without a request of ours. */
      authorization: Type.Optional(Type.String()),
      id: Type.Optional(Type.String()),
      operationId: Type.Optional(Type.String()),
      attempt: Type.Optional(Type.Integer()),
      amount: Type.Optional(Money),
      reason: Type.Optional(Type.String()),
      pending: Type.Optional(Type.Literal(true)),
    }),
  }),
);

type Send = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  key?: string,
) => Promise<Answer | Unknown>;

/**
 * The provider simulator's API. The order's id is its reference and the authorization's key. Throws
 * when the secret of its webhooks is not base64; without a secret no webhook is genuine.
 */
export function createSimulatorProvider({
  url,
  webhookSecret,
  log,
}: {
  url: string;
  webhookSecret: string | undefined;
  log: Logger;
}): PaymentProvider {
  const pool = new Pool(new URL(url).origin, {
    connections: MAX_CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
    pipelining: 1,
  });
  const webhook = webhookSecret === undefined ? undefined : new StandardWebhook(webhookSecret);

  const send: Send = async (method, path, body, key) => {
    try {
      const answer = await pool.request({
        method,
        path,
        headers: {
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS),
      });
      const { statusCode: status } = answer;
      if (status >= 500) log.warn({ status, path }, 'provider answered with an error');
      return { status, body: await readJson(answer.body) };
    } catch (err) {
      const timedOut = (err as Error).name === 'TimeoutError';
      log.warn({ err, path, timedOut }, 'provider did not answer');
      return { outcome: 'unknown', reason: timedOut ? 'provider-timeout' : 'provider-unreachable' };
    }
  };

  return {
    name: 'simulator',
    authorize: (orderId, request) => authorize(send, orderId, request),
    capture: (attempt) => perform(send, '/captures', attempt),
    refund: (attempt) => perform(send, '/refunds', attempt),

    /** Also keeps later authorizations of the order out. */
    voidAuthorization: (orderId) => sendVoid(send, { reference: orderId }),
    release: (orderId, id) => sendVoid(send, { reference: orderId, authorization: id }),

    find: (orderId, authorizationId) => find(send, orderId, authorizationId),
    async listPayments({ cursor = '0', since = '' }) {
      const query = new URLSearchParams({ limit: String(PAYMENTS_PAGE), cursor, since });
      const answer = await send('GET', `/book?${query}`);
      if ('outcome' in answer) return answer;
      const { body } = answer;
      if (!AuthorizationPage.validator.Check(body)) return UNCLEAR;
      return { outcome: 'read', payments: toPayments(body.entries), next: body.nextCursor };
    },

    readWebhook: (headers, body) => readWebhook(headers, body, webhook),
    close: () => pool.close(),
  };
}

async function sendVoid(
  send: Send,
  body: { reference: string; authorization?: string },
): Promise<{ outcome: 'voided' } | Unknown> {
  const answer = await send('POST', '/authorizations/void', body);
  if ('outcome' in answer) return answer;
  return answer.status === 200 ? { outcome: 'voided' } : UNCLEAR;
}

async function authorize(
  send: Send,
  orderId: string,
  { amount, token, key }: AuthorizationAttempt,
): Promise<AuthorizationAnswer> {
  const answer = await send('POST', '/authorizations', { reference: orderId, amount, token }, key);
  if ('outcome' in answer) return answer;
  const { body } = answer;
  if (answer.status === 201 && Authorized.validator.Check(body)) {
    const { id: authorizationId, captures, expiresAt } = body;
    return {
      ...{ outcome: 'authorized', authorizationId },
      ...(captures && { captures }),
      ...(expiresAt && { expiresAt }),
    };
  }
  if (answer.status === 202 && ActionRequired.validator.Check(body)) {
    return { outcome: 'requires-action', authorizationId: body.id, action: body.action };
  }
  const { reason } = body;
  if (answer.status === 402) {
    return { outcome: 'declined', reason: typeof reason === 'string' ? reason : 'declined' };
  }
  if (answer.status === 409) return { outcome: 'voided' };
  return answer.status === 422 ? { outcome: 'conflict' } : UNCLEAR;
}

async function find(
  send: Send,
  orderId: string | undefined,
  authorizationId: string | undefined,
): ReturnType<PaymentProvider['find']> {
  const query = new URLSearchParams(
    authorizationId === undefined ? { reference: orderId ?? '' } : { id: authorizationId },
  );
  const answer = await send('GET', `/authorizations?${query}`);
  if ('outcome' in answer) return answer;
  if (!Authorizations.validator.Check(answer.body)) return UNCLEAR;
  const payments = toPayments(answer.body.authorizations);
  const found = payments.findLast((one) => one.authorizationId) ?? payments.at(-1);
  return { outcome: 'read', found };
}

async function perform(
  send: Send,
  path: string,
  { orderId, authorizationId, operationId, attempt, amount, key }: OperationAttempt,
): Promise<OperationAnswer> {
  const operation = { operationId, attempt, amount };
  const body = { reference: orderId, authorization: authorizationId, ...operation };
  const answer = await send('POST', path, body, key);
  if ('outcome' in answer) return answer;
  const { id, reason, pending } = answer.body;
  if (answer.status === 201 && typeof id === 'string') {
    return { outcome: 'done', providerId: id, ...(pending === true && { pending }) };
  }
  if (answer.status !== 402 && answer.status !== 422) return UNCLEAR;
  return { outcome: 'refused', reason: typeof reason === 'string' ? reason : 'refused' };
}

function readWebhook(
  headers: Record<string, string | string[] | undefined>,
  body: string,
  webhook: StandardWebhook | undefined,
): WebhookEvent | undefined {
  if (webhook === undefined) return undefined;
  const webhookId = verifiedWebhookId(headers, body, webhook);
  if (webhookId === undefined) return undefined;
  const value = parseJson(body);
  return Webhook.validator.Check(value)
    ? { webhookId, ...eventOf(value) }
    : { webhookId, about: 'other' };
}

// Distributes over the kinds of events, which a plain Omit would merge into one.
type WithoutId<T> = T extends unknown ? Omit<T, 'webhookId'> : never;

function eventOf({ type, data }: Static<typeof Webhook.schema>): WithoutId<WebhookEvent> {
  const { reference: orderId, authorization, id, operationId, attempt = 1, amount } = data;
  if (authorization !== undefined) {
    return { about: 'payment', orderId, authorizationId: authorization };
  }
  const [kind, status] = type.split('.', 2);
  if (orderId === undefined) return { about: 'other' };
  if (type === 'authorization.voided') return { about: 'void', orderId };
  if (type === 'authorization.authorized' && id !== undefined && amount !== undefined) {
    return { about: 'authorization', orderId, amount, authorizationId: id };
  }
  if (kind !== 'capture' && kind !== 'refund') return { about: 'other' };
  if (operationId === undefined || amount === undefined) return { about: 'other' };
  if (status !== 'done' && status !== 'refused') return { about: 'other' };
  const { reason, pending } = data;
  const operation = toOperation({
    ...{ kind, operationId, attempt, amount, status },
    ...(id && { id }),
    ...(reason && { reason }),
    ...(pending && { pending }),
  });
  return { about: 'operation', orderId, operation };
}

/** Without authorizations that still run: the provider has not decided on them. */
function toPayments(entries: Static<typeof Authorization>[]): ProviderPayment[] {
  return entries.flatMap((entry) => {
    const { reference, status, amount, id, at = '', moves = [], disputes = [] } = entry;
    if (status === 'pending') return [];
    const { reason, captures, expiresAt } = entry;
    return [
      {
        ...{ orderId: reference, status, amount, at, operations: moves.map(toOperation) },
        ...(id === undefined ? {} : { authorizationId: id }),
        ...(reason && { reason }),
        ...(captures && { captures }),
        ...(expiresAt && { expiresAt }),
        disputes: disputes.map(({ id: disputeId, ...dispute }) => ({ disputeId, ...dispute })),
      },
    ];
  });
}

/** An operation that was made by hand has the provider's id alone. */
function toOperation({
  id,
  operationId,
  attempt = 1,
  ...operation
}: Static<typeof Operation>): ProviderOperation {
  return {
    ...operation,
    ...{ operationId: operationId ?? id ?? '', attempt },
    ...(operationId === undefined ? { foreign: true } : {}),
    ...(id === undefined ? {} : { providerId: id }),
  };
}

/** The body as an object; empty if it is none, because then the status alone decides. */
async function readJson(body: Dispatcher.ResponseData['body']): Promise<Answer['body']> {
  return Object(parseJson(await body.text())) as Answer['body'];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
