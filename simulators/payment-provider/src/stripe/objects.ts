/** Objects of Stripe's API, with the fields that a merchant of card payments reads. */
export interface Charge {
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  currency: string;
  captured: boolean;
  disputed: boolean;
  refunded: boolean;
  payment_intent: string;
  payment_method_details: {
    type: 'card';
    card: { capture_before: number; multicapture: { status: 'available' | 'unavailable' } };
  };
}

export interface Intent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  capture_method: 'manual';
  client_secret: string;
  created: number;
  currency: string;
  metadata: Record<string, string>;
  payment_method: string;
  status:
    'requires_payment_method' | 'requires_action' | 'requires_capture' | 'succeeded' | 'canceled';
  cancellation_reason: 'automatic' | null;
  next_action: { type: 'use_stripe_sdk' } | null;
  last_payment_error: { type: 'card_error'; code: string; decline_code?: string } | null;
  latest_charge: string | null;
}

export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  charge: string;
  created: number;
  currency: string;
  failure_reason: string | null;
  metadata: Record<string, string>;
  payment_intent: string;
  status: 'pending' | 'succeeded' | 'failed';
}

export interface Dispute {
  id: string;
  object: 'dispute';
  amount: number;
  charge: string;
  created: number;
  currency: string;
  payment_intent: string;
  reason: 'fraudulent';
  status: 'needs_response' | 'won' | 'lost';
}

export type StripeObject = Charge | Intent | Refund | Dispute;

/** An error in Stripe's shape. Its message says what is wrong. */
export class StripeError extends Error {
  readonly status: number;
  readonly fields: { type: string; code?: string; decline_code?: string; param?: string };

  constructor(status: number, message: string, fields: StripeError['fields']) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

/** A request that does not fit the state or the parameters of the API. */
export function invalid(message: string, code?: string, param?: string): StripeError {
  const status = code === 'resource_missing' ? 404 : 400;
  return new StripeError(status, message, {
    type: 'invalid_request_error',
    ...(code !== undefined && { code }),
    ...(param !== undefined && { param }),
  });
}
