import Stripe from 'stripe';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import type { OperationAnswer } from '../domain/operation.ts';
import type { AuthorizationAnswer } from '../domain/payment.ts';
import type { ProviderPayment } from '../domain/reconciliation.ts';
import {
  PAYMENTS_PAGE,
  PROVIDER_TIMEOUT_MS,
  type AuthorizationAttempt,
  type OperationAttempt,
  type PaymentProvider,
  type Unknown,
} from './payment-provider.ts';
import { toStripeAmount } from './stripe-amount.ts';
import {
  actionOf,
  captureMetadata,
  termsOf,
  toDispute,
  toProviderPayment,
  webhookEventOf,
} from './stripe-objects.ts';
import { WEBHOOK_TOLERANCE_MS } from './standard-webhook.ts';

/** Includes the refunds of a charge, which lists ten of them. */
const WITH_REFUNDS = 'latest_charge.refunds';
/** Disputes of one payment that are read: a charge has one, seldom two. */
const MAX_DISPUTES = 10;

/** An answer of Stripe, or why there is no clear one. */
type StripeAnswer<T> = { value: T } | { refused: Stripe.errors.StripeError } | Unknown;

interface Api {
  stripe: Stripe;
  send: <T>(what: string, call: () => Promise<T>) => Promise<StripeAnswer<T>>;
}

/**
 * Stripe's API: one PaymentIntent with manual capture per attempt, found by the order's id in its
 * metadata. `apiKey` is Stripe's secret key, `url` its API or a stripe-mock. Throws if there is no
 * key.
 */
export function createStripeProvider({
  url,
  apiKey,
  webhookSecret,
  log,
}: {
  url: string;
  apiKey: string | undefined;
  webhookSecret: string | undefined;
  log: Logger;
}): PaymentProvider {
  if (apiKey === undefined)
    throw new Error('PAYMENT_PROVIDER_KEY is missing: set it to the secret key of Stripe');
  const { protocol, hostname, port } = new URL(url);
  const stripe = new Stripe(apiKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port === '' ? {} : { port }),
    timeout: PROVIDER_TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
  });

  const api: Api = { stripe, send: (what, call) => callStripe(log, what, call) };
  return {
    name: 'stripe',
    authorize: (orderId, request) => authorize(api, orderId, request),
    capture: (attempt) => capture(api, attempt),
    refund: (attempt) => refund(api, attempt),
    voidAuthorization: (orderId, id) => voidAuthorization(api, orderId, id),

    release: (orderId, id) => voidAuthorization(api, orderId, id),

    find: (orderId, authorizationId) => find(api, orderId, authorizationId),

    listPayments: (page) => listPayments(api, page),

    readWebhook(headers, body, now) {
      const signature = headers['stripe-signature'];
      if (webhookSecret === undefined || typeof signature !== 'string') return undefined;
      const toleranceSeconds = WEBHOOK_TOLERANCE_MS / 1000;
      try {
        const event = stripe.webhooks.constructEvent(
          body,
          signature,
          webhookSecret,
          toleranceSeconds,
          undefined,
          now,
        );
        return webhookEventOf(event);
      } catch {
        return undefined;
      }
    },

    close: async () => {},
  };
}

/** Calls Stripe and tells a refusal, which is final, from an unclear answer. */
async function callStripe<T>(
  log: Logger,
  what: string,
  call: () => Promise<T>,
): Promise<StripeAnswer<T>> {
  try {
    return { value: await call() };
  } catch (err) {
    if (isRefusal(err)) return { refused: err };
    log.warn({ err, what }, 'provider gave no clear answer');
    const unreachable = err instanceof Stripe.errors.StripeConnectionError;
    return {
      outcome: 'unknown',
      reason: unreachable ? 'provider-unreachable' : 'provider-error',
    };
  }
}

async function find(
  api: Api,
  orderId: string | undefined,
  authorizationId: string | undefined,
): ReturnType<PaymentProvider['find']> {
  const intent = await findIntent(api, orderId, authorizationId);
  if ('outcome' in intent) return intent;
  if ('refused' in intent) return unclear(intent.refused);
  if (intent.value === undefined) return { outcome: 'read', found: undefined };
  return readPayment(api, intent.value);
}

/** A PaymentIntent as the payment of an order, with its disputes, which Stripe lists apart. */
async function readPayment(
  { stripe, send }: Api,
  intent: Stripe.PaymentIntent,
): ReturnType<PaymentProvider['find']> {
  const found = toProviderPayment(intent);
  const { id, latest_charge: charge } = intent;
  const isDisputed = typeof charge === 'object' && charge?.disputed === true;
  if (found === undefined || !isDisputed) return { outcome: 'read', found };
  const page = await send('list-disputes', () =>
    stripe.disputes.list({ payment_intent: id, limit: MAX_DISPUTES }),
  );
  if ('outcome' in page) return page;
  if ('refused' in page) return unclear(page.refused);
  const disputes = page.value.data.flatMap((dispute) => toDispute(dispute) ?? []);
  return { outcome: 'read', found: { ...found, disputes } };
}

async function findIntent(
  { stripe, send }: Api,
  orderId: string | undefined,
  id: string | undefined,
): Promise<StripeAnswer<Stripe.PaymentIntent | undefined>> {
  if (id !== undefined) {
    const found = await send('retrieve', () =>
      stripe.paymentIntents.retrieve(id, { expand: [WITH_REFUNDS] }),
    );
    if (!('refused' in found)) return found;
    const { refused } = found;
    return refused.code === 'resource_missing' ? { value: undefined } : unclear(refused);
  }
  if (orderId === undefined) return { value: undefined };
  const query = `metadata['orderId']:'${orderId}'`;
  const found = await send('search', () =>
    stripe.paymentIntents.search({ query, limit: 1, expand: [`data.${WITH_REFUNDS}`] }),
  );
  return 'value' in found ? { value: found.value.data[0] } : found;
}

async function authorize(
  { stripe, send }: Api,
  orderId: string,
  { amount, token, key }: AuthorizationAttempt,
): Promise<AuthorizationAnswer> {
  const answer = await send('authorize', () =>
    stripe.paymentIntents.create(
      {
        amount: toStripeAmount(amount, 'up'),
        currency: amount.currency.toLowerCase(),
        capture_method: 'manual',
        confirm: true,
        payment_method: token,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        payment_method_options: { card: { request_multicapture: 'if_available' } },
        metadata: { orderId },
        expand: ['latest_charge'],
      },
      { idempotencyKey: key },
    ),
  );
  if ('outcome' in answer) return answer;
  if ('refused' in answer) {
    const { refused } = answer;
    if (refused instanceof Stripe.errors.StripeIdempotencyError) return { outcome: 'conflict' };
    return { outcome: 'declined', reason: reasonOf(refused) };
  }
  return authorizationAnswerOf(answer.value);
}

function authorizationAnswerOf(intent: Stripe.PaymentIntent): AuthorizationAnswer {
  const { id, status } = intent;
  switch (status) {
    case 'requires_capture':
      return { outcome: 'authorized', authorizationId: id, ...termsOf(intent) };
    case 'canceled':
      return { outcome: 'voided' };
    case 'requires_action': {
      const action = actionOf(intent);
      return action === undefined
        ? { outcome: 'unknown', reason: `provider-says-${status}` }
        : { outcome: 'requires-action', authorizationId: id, action };
    }
    case 'requires_confirmation':
    case 'requires_payment_method':
      return { outcome: 'declined', reason: status.replaceAll('_', '-') };
    default:
      return { outcome: 'unknown', reason: `provider-says-${status}` };
  }
}

// Never a final capture if there can be several: a repeated request must be identical, and by then
// another capture may be the last. A void releases the remainder. An account without multicapture
// does not know the parameter, and its only capture is final.
async function capture(
  { stripe, send }: Api,
  { authorizationId, operationId, attempt, amount: money, key, captures }: OperationAttempt,
): Promise<OperationAnswer> {
  const amount = toStripeAmount(money, 'down');
  const answer = await send('capture', () =>
    stripe.paymentIntents.capture(
      authorizationId,
      {
        amount_to_capture: amount,
        ...(captures === 'one' ? {} : { final_capture: false }),
        metadata: captureMetadata({ operationId, attempt, amount }),
      },
      { idempotencyKey: key },
    ),
  );
  if ('outcome' in answer) return answer;
  if ('refused' in answer) return { outcome: 'refused', reason: reasonOf(answer.refused) };
  return { outcome: 'done', providerId: answer.value.id };
}

async function refund(
  { stripe, send }: Api,
  { orderId, authorizationId, operationId, attempt, amount, key }: OperationAttempt,
): Promise<OperationAnswer> {
  const answer = await send('refund', () =>
    stripe.refunds.create(
      {
        payment_intent: authorizationId,
        amount: toStripeAmount(amount, 'down'),
        metadata: { orderId, operationId, attempt: String(attempt) },
      },
      { idempotencyKey: key },
    ),
  );
  if ('outcome' in answer) return answer;
  if ('refused' in answer) return { outcome: 'refused', reason: reasonOf(answer.refused) };
  return refundAnswer(answer.value);
}

async function voidAuthorization(
  api: Api,
  orderId: string,
  authorizationId: string | undefined,
): Promise<{ outcome: 'voided' } | Unknown> {
  const found = await findIntent(api, orderId, authorizationId);
  if ('outcome' in found) return found;
  // If an authorization is still running, reconciliation finds its result later and voids it.
  if ('refused' in found) return unclear(found.refused);
  if (found.value === undefined) return { outcome: 'voided' };
  const { id, status, amount_capturable: left } = found.value;
  if (status === 'canceled' || (status === 'succeeded' && left === 0)) {
    return { outcome: 'voided' };
  }
  const answer = await api.send('void', () =>
    api.stripe.paymentIntents.cancel(id, {}, { idempotencyKey: `${id}:void` }),
  );
  if ('outcome' in answer) return answer;
  return 'refused' in answer ? unclear(answer.refused) : { outcome: 'voided' };
}

async function listPayments(
  api: Api,
  { cursor, since }: { cursor: string | undefined; since: string | undefined },
): ReturnType<PaymentProvider['listPayments']> {
  const page = await api.send('list', () =>
    api.stripe.paymentIntents.list({
      limit: PAYMENTS_PAGE,
      expand: [`data.${WITH_REFUNDS}`],
      ...(cursor === undefined ? {} : { starting_after: cursor }),
      ...(since === undefined ? {} : { created: { gte: Math.floor(Date.parse(since) / 1000) } }),
    }),
  );
  if ('outcome' in page) return page;
  if ('refused' in page) return unclear(page.refused);
  const { data, has_more: hasMore } = page.value;
  const payments: ProviderPayment[] = [];
  for (const intent of data) {
    const read = await readPayment(api, intent);
    if (read.outcome === 'unknown') return read;
    if (read.found !== undefined) payments.push(read.found);
  }
  return { outcome: 'read', payments, next: hasMore ? data.at(-1)?.id : undefined };
}

function refundAnswer({ id, status, failure_reason: why }: Stripe.Refund): OperationAnswer {
  switch (status) {
    case 'succeeded':
      return { outcome: 'done', providerId: id };
    case 'pending':
      return { outcome: 'done', providerId: id, pending: true };
    case 'failed':
    case 'canceled':
      return { outcome: 'refused', reason: why ?? status };
    default:
      return { outcome: 'unknown', reason: `provider-says-${status}` };
  }
}

/**
 * Whether Stripe has decided. An invalid request is our fault and no decision about money: the
 * operation stays pending until we correct it.
 */
function isRefusal(err: unknown): err is Stripe.errors.StripeError {
  if (err instanceof Stripe.errors.StripeCardError) return true;
  if (err instanceof Stripe.errors.StripeIdempotencyError) {
    return err.code !== 'idempotency_key_in_use';
  }
  const code = err instanceof Stripe.errors.StripeInvalidRequestError && err.code;
  return code ? !code.startsWith('parameter_') : false;
}

/** The stable code of a refusal. */
function reasonOf({ decline_code: decline, code, type }: Stripe.errors.StripeError): string {
  return decline ?? code ?? type;
}

function unclear(error: Stripe.errors.StripeError): Unknown {
  return { outcome: 'unknown', reason: reasonOf(error) };
}
