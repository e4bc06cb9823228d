import { type Operations, WITH_ORDER } from '../operation.ts';
import { MAX_PAYMENT_ATTEMPTS } from '../payment/payment-api.ts';
import { IDEMPOTENCY_KEY, PREFER_STRICT } from '../request-headers.ts';
import { OrderResource } from './order-api.ts';
import { EXAMPLE_ORDER, orderParams } from './order-id.ts';
import { TryPayment } from './order-payment.ts';

/** What a customer does about the payment of an order that waits for them. */
export const orderPaymentOperations = {
  completePayment: {
    method: 'POST',
    path: '/orders/:id/payment/completion',
    summary: 'Asks whether the customer has done what the payment requires, and goes on if so.',
    notes: [
      'For a client whose customer is back from the bank. The provider tells it too, so an order is confirmed ' +
        'without this call, only later. Takes no body. A repeat changes nothing, and an order that does not ' +
        'wait is returned as it is.',
    ],
    access: WITH_ORDER,
    audited: true,
    params: orderParams,
    headers: PREFER_STRICT,
    answers: {
      200: {
        what: 'the order, which does not wait: confirmed, rejected or cancelled',
        schema: OrderResource,
      },
      202: {
        what: 'the order, which still waits for its customer, or is in progress',
        schema: OrderResource,
        headers: ['Location'],
      },
    },
    problems: ['order-rejected', 'order-not-found'],
    example: { params: EXAMPLE_ORDER, status: 200 },
  },
  tryPayment: {
    method: 'POST',
    path: '/orders/:id/payment',
    summary:
      'Tries another card for an order that waits for its customer, or whose money is not held.',
    notes: [
      `Before the confirmation: while \`paymentStatus\` is \`requires-action\`, with at most ${MAX_PAYMENT_ATTEMPTS} cards in all: what the earlier card required can no longer be done. The ` +
        'stock stays held, and the time begins anew. A card that is declined ends the order, as the first one does.',
      'After the confirmation: when the provider no longer holds the money (`authorization-expired`, or a capture that ' +
        'was refused for that reason) and nothing is captured yet. What is owed is authorized again, and the order ' +
        'can ship; 409 `payment-declined` changes nothing. A bank that wants the customer to act is answered 202 with ' +
        '`paymentAction`, which no later read shows.',
      'Without `payment`, the card of the order is tried again: not every provider authorizes a token twice.',
      '`Idempotency-Key` identifies the attempt, without expiry: a repeat tries nothing more. The token is stored ' +
        'encrypted.',
    ],
    access: WITH_ORDER,
    audited: true,
    params: orderParams,
    headers: { ...IDEMPOTENCY_KEY, ...PREFER_STRICT },
    body: TryPayment,
    answers: {
      200: {
        what: 'the order with its result: confirmed, paid again, or rejected',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
      202: {
        what: 'the order, which waits for its customer again, or is in progress',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'order-rejected',
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'payment-not-waiting',
      'payment-attempts-exhausted',
      'payment-declined',
      'edit-in-progress',
      'customer-erased',
    ],
    example: { params: EXAMPLE_ORDER, body: { payment: { token: 'tok_ok' } }, status: 200 },
  },
} satisfies Operations;
