import type { Money } from '@commerce/contracts/money';

/** Currencies of three decimals: card networks charge two of them, so the last digit is 0. */
const CHARGED_IN_TENS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** The step in which amounts of a currency can be charged, in minor units. */
export function chargedStepOf(currency: string): number {
  return CHARGED_IN_TENS.has(currency) ? 10 : 1;
}

/** Whether a provider's amount is ours, apart from what it cannot charge. */
export function sameCharge(ours: Money, theirs: Money): boolean {
  const difference = Math.abs(ours.amountMinor - theirs.amountMinor);
  return ours.currency === theirs.currency && difference < chargedStepOf(ours.currency);
}
