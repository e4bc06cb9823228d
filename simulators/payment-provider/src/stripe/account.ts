import { randomBytes } from 'node:crypto';
import { numberOf, textsOf, type Form } from './form.ts';
import {
  invalid,
  StripeError,
  type Charge,
  type Dispute,
  type Intent,
  type Refund,
  type StripeObject,
} from './objects.ts';

/** How long a card holds an authorization, s: seven days, as most of them. */
const HOLD_SECONDS = 7 * 86_400;

type Emit = (type: string, object: StripeObject) => void;

/**
 * The payments of one Stripe account and what its owner, its customers and their banks do with them,
 * as Stripe documents it. `emit` gets each event. `multicapture`: whether it can capture an
 * authorization in several parts.
 */
export class StripeAccount {
  readonly #multicapture: boolean;
  readonly #emit: Emit;
  readonly #intents = new Map<string, Intent>();
  readonly #charges = new Map<string, Charge>();
  readonly #refunds = new Map<string, Refund>();
  readonly #disputes = new Map<string, Dispute>();

  constructor({ multicapture, emit }: { multicapture: boolean; emit: Emit }) {
    this.#multicapture = multicapture;
    this.#emit = emit;
  }

  /** All PaymentIntents, the newest first, as refunds() and disputes(). */
  intents(): Intent[] {
    return [...this.#intents.values()].toReversed();
  }

  refunds(): Refund[] {
    return [...this.#refunds.values()].toReversed();
  }

  disputes(): Dispute[] {
    return [...this.#disputes.values()].toReversed();
  }

  intent(id: string): Intent {
    return existing(this.#intents, id, 'payment_intent');
  }

  charge(id: string): Charge {
    return existing(this.#charges, id, 'charge');
  }

  /** Creates and confirms a PaymentIntent. Its test card decides what follows. */
  create(form: Form): Intent {
    const amount = numberOf(form['amount']);
    if (amount === undefined || amount === 0) throw missing('amount');
    if (form['capture_method'] !== 'manual' || form['confirm'] !== 'true') {
      throw invalid('Only confirmed intents with manual capture.', 'parameter_invalid', 'confirm');
    }
    const id = newId('pi');
    const card = String(form['payment_method']);
    const intent: Intent = {
      ...{ id, object: 'payment_intent', amount, amount_capturable: 0, amount_received: 0 },
      ...{ capture_method: 'manual', client_secret: `${id}_secret_${newId('x')}` },
      ...{ created: nowSeconds(), currency: String(form['currency']) },
      ...{ metadata: textsOf(form['metadata']), payment_method: card },
      ...{ status: 'requires_payment_method', cancellation_reason: null, next_action: null },
      ...{ last_payment_error: null, latest_charge: null },
    };
    if (!card.startsWith('pm_card_')) {
      throw invalid(`No such PaymentMethod: '${card}'`, 'resource_missing', 'payment_method');
    }
    this.#intents.set(id, intent);
    if (card === 'pm_card_visa_chargeDeclined') {
      this.#decline(intent, 'card_declined', 'generic_decline');
      const fields = { code: 'card_declined', decline_code: 'generic_decline' };
      throw new StripeError(402, 'Your card was declined.', { type: 'card_error', ...fields });
    }
    if (card === 'pm_card_authenticationRequired') {
      intent.status = 'requires_action';
      intent.next_action = { type: 'use_stripe_sdk' };
    } else this.#hold(intent);
    return intent;
  }

  /** Captures a part; the last part, or the only one of this account, releases the rest. */
  capture(id: string, form: Form): Intent {
    const intent = this.intent(id);
    if (intent.status !== 'requires_capture') throw unexpectedState(intent, 'captured');
    const isFinal = form['final_capture'] !== 'false';
    if (!this.#multicapture && form['final_capture'] !== undefined) {
      const message = 'This account cannot capture an authorization in several parts.';
      throw invalid(message, 'parameter_unknown', 'final_capture');
    }
    const amount = numberOf(form['amount_to_capture']) ?? intent.amount_capturable;
    if (amount === 0) throw missing('amount_to_capture');
    if (amount > intent.amount_capturable) {
      const left = `Only ${intent.amount_capturable} can be captured.`;
      throw invalid(left, 'amount_too_large', 'amount_to_capture');
    }
    const charge = this.#chargeOf(intent);
    charge.amount_captured += amount;
    charge.captured = true;
    intent.amount_received += amount;
    intent.amount_capturable = isFinal ? 0 : intent.amount_capturable - amount;
    if (intent.amount_capturable === 0) intent.status = 'succeeded';
    Object.assign(intent.metadata, textsOf(form['metadata']));
    this.#emit('charge.captured', charge);
    if (intent.status === 'succeeded') this.#emit('payment_intent.succeeded', intent);
    return intent;
  }

  /** Releases what is not captured. */
  cancel(id: string): Intent {
    const intent = this.intent(id);
    const isOver = intent.status === 'canceled' || intent.status === 'succeeded';
    if (isOver) throw unexpectedState(intent, 'canceled');
    this.#end(intent, null);
    return intent;
  }

  refund(form: Form): Refund {
    const intent = this.intent(String(form['payment_intent']));
    if (intent.amount_received === 0) throw invalid('Nothing is captured.', 'charge_not_captured');
    const amount = numberOf(form['amount']) ?? intent.amount_received;
    return this.#addRefund(intent, amount, textsOf(form['metadata']));
  }

  /** The customer passes what their bank asks for. */
  authenticate(id: string): void {
    const intent = this.intent(id);
    if (intent.status !== 'requires_action') throw unexpectedState(intent, 'confirmed');
    this.#hold(intent);
  }

  failAuthentication(id: string): void {
    this.#decline(this.intent(id), 'payment_intent_authentication_failure');
  }

  /** The time of the authorization is over. */
  expire(id: string): void {
    this.#end(this.intent(id), 'automatic');
  }

  /** A refund that the owner makes in the dashboard. */
  refundByHand(id: string, amount: number): Refund {
    return this.#addRefund(this.intent(id), amount, {});
  }

  /** The bank sends a refund back, which can happen weeks after it succeeded. */
  failRefund(id: string): void {
    const refund = existing(this.#refunds, id, 'refund');
    const charge = existing(this.#charges, refund.charge, 'charge');
    refund.status = 'failed';
    refund.failure_reason = 'expired_or_canceled_card';
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    this.#emit('refund.failed', refund);
  }

  dispute(id: string, amount: number): Dispute {
    const intent = this.intent(id);
    const charge = this.#chargeOf(intent);
    const dispute: Dispute = {
      ...{ id: newId('dp'), object: 'dispute', amount, charge: charge.id },
      ...{ created: nowSeconds(), currency: intent.currency, payment_intent: id },
      ...{ reason: 'fraudulent', status: 'needs_response' },
    };
    charge.disputed = true;
    this.#disputes.set(dispute.id, dispute);
    this.#emit('charge.dispute.created', dispute);
    return dispute;
  }

  decideDispute(id: string, status: 'won' | 'lost'): void {
    const dispute = existing(this.#disputes, id, 'dispute');
    dispute.status = status;
    this.#emit('charge.dispute.closed', dispute);
  }

  #hold(intent: Intent): void {
    const charge: Charge = {
      ...{ id: newId('ch'), object: 'charge', amount: intent.amount, currency: intent.currency },
      ...{ amount_captured: 0, amount_refunded: 0 },
      ...{ captured: false, disputed: false, refunded: false, payment_intent: intent.id },
      payment_method_details: {
        type: 'card',
        card: {
          capture_before: nowSeconds() + HOLD_SECONDS,
          multicapture: { status: this.#multicapture ? 'available' : 'unavailable' },
        },
      },
    };
    this.#charges.set(charge.id, charge);
    intent.status = 'requires_capture';
    intent.next_action = null;
    intent.amount_capturable = intent.amount;
    intent.latest_charge = charge.id;
    this.#emit('payment_intent.amount_capturable_updated', intent);
  }

  #decline(intent: Intent, code: string, declineCode?: string): void {
    intent.status = 'requires_payment_method';
    intent.next_action = null;
    intent.last_payment_error = {
      ...{ type: 'card_error', code },
      ...(declineCode !== undefined && { decline_code: declineCode }),
    };
    this.#emit('payment_intent.payment_failed', intent);
  }

  #end(intent: Intent, reason: Intent['cancellation_reason']): void {
    intent.amount_capturable = 0;
    // What is captured stays; only the rest is released.
    intent.status = intent.amount_received > 0 ? 'succeeded' : 'canceled';
    intent.cancellation_reason = reason;
    if (intent.status === 'canceled') this.#emit('payment_intent.canceled', intent);
  }

  #addRefund(intent: Intent, amount: number, metadata: Record<string, string>): Refund {
    const charge = this.#chargeOf(intent);
    const left = charge.amount_captured - charge.amount_refunded;
    if (left === 0) throw invalid('The charge is refunded already.', 'charge_already_refunded');
    if (amount > left) throw invalid(`Refund amount (${amount}) is greater than ${left}.`);
    const refund: Refund = {
      ...{ id: newId('re'), object: 'refund', amount, charge: charge.id, created: nowSeconds() },
      ...{ currency: intent.currency, failure_reason: null, metadata, payment_intent: intent.id },
      status: intent.payment_method === 'pm_card_pendingRefund' ? 'pending' : 'succeeded',
    };
    this.#refunds.set(refund.id, refund);
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    this.#emit('refund.created', refund);
    this.#emit('charge.refunded', charge);
    return refund;
  }

  #chargeOf(intent: Intent): Charge {
    return this.charge(intent.latest_charge ?? '');
  }
}

function existing<T>(all: Map<string, T>, id: string, what: string): T {
  const found = all.get(id);
  if (found === undefined) throw invalid(`No such ${what}: '${id}'`, 'resource_missing', 'id');
  return found;
}

function unexpectedState({ status }: Intent, wanted: string): StripeError {
  const message = `This PaymentIntent could not be ${wanted} because it has a status of ${status}.`;
  return invalid(message, 'payment_intent_unexpected_state');
}

function missing(param: string): StripeError {
  return invalid(`Missing or invalid param: ${param}.`, 'parameter_missing', param);
}

const newId = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`;
const nowSeconds = () => Math.floor(Date.now() / 1000);
