import type { Money } from '@commerce/contracts/money';
import { chargedStepOf } from '../domain/charged-step.ts';

// https://docs.stripe.com/currencies#special-cases
/** No minor unit in ISO 4217, and two decimals at Stripe that must be 00. */
const SENT_AS_HUNDREDTHS = new Set(['ISK', 'UGX']);
/** How the part of a minor unit that Stripe cannot charge is rounded. */
type Rounding = 'up' | 'down';

/**
 * An amount as Stripe takes it. An authorization is rounded up and a capture or refund down, so that
 * no capture exceeds its authorization and no refund its capture.
 */
export function toStripeAmount({ amountMinor, currency }: Money, rounding: Rounding): number {
  if (SENT_AS_HUNDREDTHS.has(currency)) return amountMinor * 100;
  const step = chargedStepOf(currency);
  return (
    (rounding === 'up' ? Math.ceil(amountMinor / step) : Math.floor(amountMinor / step)) * step
  );
}

/** An amount of Stripe, whose currency is in lower case, as money. */
export function fromStripeAmount(amount: number, stripeCurrency: string): Money {
  const currency = stripeCurrency.toUpperCase();
  const amountMinor = SENT_AS_HUNDREDTHS.has(currency) ? Math.round(amount / 100) : amount;
  return { amountMinor, currency };
}
