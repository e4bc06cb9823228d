import Stripe from 'stripe';
import type { Money } from '@commerce/contracts/money';
import type { Logger } from '@commerce/runtime/telemetry';
import type { MoveAnswer } from '../domain/operation.ts';
import type { ProviderAnswer } from '../domain/payment.ts';
import type { BookPayment } from '../domain/reconciliation.ts';
import {
  BOOK_PAGE,
  PROVIDER_TIMEOUT_MS,
  type Move,
  type PaymentProvider,
  type Unknown,
} from './payment-provider.ts';
import { captureNote, noticeOf, toBookPayment } from './stripe-objects.ts';
import { WEBHOOK_TOLERANCE_MS } from './standard-webhook.ts';

/** Refunds come along with their charge; Stripe lists ten of them there. */
const WITH_REFUNDS = 'latest_charge.refunds';

/** An answer of Stripe, or why there is no clear one. */
type Asked<T> = { value: T } | { refused: Stripe.errors.StripeError } | Unknown;

interface Api {
  stripe: Stripe;
  ask: <T>(what: string, call: () => Promise<T>) => Promise<Asked<T>>;
}

/**
 * Stripe's API: a PaymentIntent with manual capture per order, found by the order's id in its
 * metadata. The account needs multicapture for orders that ship in parts. The key is Stripe's
 * secret key, `url` its API or a stripe-mock. Throws when there is no key.
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
  if (apiKey === undefined) throw new Error('PAYMENT_PROVIDER_KEY is not set, and Stripe needs it');
  const { protocol, hostname, port } = new URL(url);
  const stripe = new Stripe(apiKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port === '' ? {} : { port }),
    timeout: PROVIDER_TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
  });

  const api: Api = { stripe, ask: (what, call) => askClearly(log, what, call) };
  return {
    authorize: (orderId, request) => authorize(api, orderId, request),
    capture: (move) => capture(api, move),
    refund: (move) => refund(api, move),
    voidAuthorization: (orderId, id) => voidAuthorization(api, orderId, id),

    async find(orderId, authorizationId) {
      const found = await findIntent(api, orderId, authorizationId);
      if ('outcome' in found) return found;
      if ('refused' in found) return unclear(found.refused);
      return { outcome: 'read', found: found.value && toBookPayment(found.value) };
    },

    readBook: (page) => readBook(api, page),

    readNotice(headers, body, now) {
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
        return noticeOf(event);
      } catch {
        return undefined;
      }
    },

    close: async () => {},
  };
}

/** Tells a refusal, which stands for good, from an answer that is not clear. */
async function askClearly<T>(log: Logger, what: string, call: () => Promise<T>): Promise<Asked<T>> {
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

async function findIntent(
  { stripe, ask }: Api,
  orderId: string,
  id: string | undefined,
): Promise<Asked<Stripe.PaymentIntent | undefined>> {
  if (id !== undefined) {
    const found = await ask('retrieve', () =>
      stripe.paymentIntents.retrieve(id, { expand: [WITH_REFUNDS] }),
    );
    if (!('refused' in found)) return found;
    const { refused } = found;
    return refused.code === 'resource_missing' ? { value: undefined } : unclear(refused);
  }
  const query = `metadata['orderId']:'${orderId}'`;
  const found = await ask('search', () =>
    stripe.paymentIntents.search({ query, limit: 1, expand: [`data.${WITH_REFUNDS}`] }),
  );
  return 'value' in found ? { value: found.value.data[0] } : found;
}

async function authorize(
  { stripe, ask }: Api,
  orderId: string,
  { amount, token }: { amount: Money; token: string },
): Promise<ProviderAnswer> {
  const answer = await ask('authorize', () =>
    stripe.paymentIntents.create(
      {
        amount: amount.amountMinor,
        currency: amount.currency.toLowerCase(),
        capture_method: 'manual',
        confirm: true,
        payment_method: token,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        payment_method_options: { card: { request_multicapture: 'if_available' } },
        metadata: { orderId },
      },
      { idempotencyKey: orderId },
    ),
  );
  if ('outcome' in answer) return answer;
  if ('refused' in answer) {
    const { refused } = answer;
    if (refused instanceof Stripe.errors.StripeIdempotencyError) return { outcome: 'conflict' };
    return { outcome: 'declined', reason: reasonOf(refused) };
  }
  const { id, status } = answer.value;
  switch (status) {
    case 'requires_capture':
      return { outcome: 'authorized', authorizationId: id };
    case 'canceled':
      return { outcome: 'voided' };
    case 'requires_action':
    case 'requires_confirmation':
    case 'requires_payment_method':
      return { outcome: 'declined', reason: status.replaceAll('_', '-') };
    default:
      return { outcome: 'unknown', reason: `provider-says-${status}` };
  }
}

// Every capture leaves the rest open: the request must be the same when it is repeated, and which
// capture is the last may have changed by then. A void ends what is left.
async function capture(
  { stripe, ask }: Api,
  { authorizationId, operationId, attempt, amount, key }: Move,
): Promise<MoveAnswer> {
  const answer = await ask('capture', () =>
    stripe.paymentIntents.capture(
      authorizationId,
      {
        amount_to_capture: amount.amountMinor,
        final_capture: false,
        metadata: captureNote({ operationId, attempt, amount }),
      },
      { idempotencyKey: key },
    ),
  );
  if ('outcome' in answer) return answer;
  if ('refused' in answer) return { outcome: 'refused', reason: reasonOf(answer.refused) };
  return { outcome: 'done', providerId: answer.value.id };
}

async function refund(
  { stripe, ask }: Api,
  { orderId, authorizationId, operationId, attempt, amount, key }: Move,
): Promise<MoveAnswer> {
  const answer = await ask('refund', () =>
    stripe.refunds.create(
      {
        payment_intent: authorizationId,
        amount: amount.amountMinor,
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
  // What an authorize under way may still make is found by reconciliation, and voided then.
  if ('refused' in found) return unclear(found.refused);
  if (found.value === undefined) return { outcome: 'voided' };
  const { id, status, amount_capturable: left } = found.value;
  if (status === 'canceled' || (status === 'succeeded' && left === 0)) {
    return { outcome: 'voided' };
  }
  const answer = await api.ask('void', () =>
    api.stripe.paymentIntents.cancel(id, {}, { idempotencyKey: `${orderId}:void` }),
  );
  if ('outcome' in answer) return answer;
  return 'refused' in answer ? unclear(answer.refused) : { outcome: 'voided' };
}

async function readBook(
  { stripe, ask }: Api,
  { cursor, since }: { cursor: string | undefined; since: string | undefined },
): ReturnType<PaymentProvider['readBook']> {
  const page = await ask('list', () =>
    stripe.paymentIntents.list({
      limit: BOOK_PAGE,
      expand: [`data.${WITH_REFUNDS}`],
      ...(cursor === undefined ? {} : { starting_after: cursor }),
      ...(since === undefined ? {} : { created: { gte: Math.floor(Date.parse(since) / 1000) } }),
    }),
  );
  if ('outcome' in page) return page;
  if ('refused' in page) return unclear(page.refused);
  const { data, has_more: hasMore } = page.value;
  const payments = data
    .map(toBookPayment)
    .filter((payment): payment is BookPayment => payment !== undefined);
  return { outcome: 'read', payments, next: hasMore ? data.at(-1)?.id : undefined };
}

function refundAnswer({ id, status, failure_reason: why }: Stripe.Refund): MoveAnswer {
  switch (status) {
    case 'succeeded':
    case 'pending':
      return { outcome: 'done', providerId: id };
    case 'failed':
    case 'canceled':
      return { outcome: 'refused', reason: why ?? status };
    default:
      return { outcome: 'unknown', reason: `provider-says-${status}` };
  }
}

/**
 * Whether Stripe has decided. A request that it does not understand is our fault, not an answer
 * about money: it stays open until that is put right.
 */
function isRefusal(err: unknown): err is Stripe.errors.StripeError {
  if (err instanceof Stripe.errors.StripeCardError) return true;
  if (err instanceof Stripe.errors.StripeIdempotencyError) {
    return err.code !== 'idempotency_key_in_use';
  }
  const isUnderstood = err instanceof Stripe.errors.StripeInvalidRequestError && err.code;
  return isUnderstood ? !isUnderstood.startsWith('parameter_') : false;
}

/** The stable code of a refusal. */
function reasonOf({ decline_code: decline, code, type }: Stripe.errors.StripeError): string {
  return decline ?? code ?? type;
}

function unclear(error: Stripe.errors.StripeError): Unknown {
  return { outcome: 'unknown', reason: reasonOf(error) };
}
