import { MAX_AMOUNT_MINOR } from '../money.ts';

/** The payment providers that the platform can use. */
export const paymentProviders = ['simulator', 'stripe'] as const;
export type PaymentProviderName = (typeof paymentProviders)[number];

/** The least amount that a provider charges, in minor units by currency. */
const MINIMUMS: Record<PaymentProviderName, Readonly<Record<string, number>>> = {
  // One currency, so that the rule can be tried, and any amount can be sold in the others.
  simulator: { CHF: 50 },
  // https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
  stripe: {
    ...{ AED: 200, AUD: 50, BRL: 50, CAD: 50, CHF: 50, CZK: 1500, DKK: 250, EUR: 50, GBP: 30 },
    ...{ HKD: 400, HUF: 17500, INR: 50, JPY: 50, MXN: 1000, MYR: 200, NOK: 300, NZD: 50, PLN: 200 },
    ...{ RON: 200, SEK: 300, SGD: 50, THB: 1000, USD: 50 },
  },
};

/** The largest amount that a provider charges, in minor units by currency; `others` for all other ones. */
const MAXIMUMS: Record<PaymentProviderName, Readonly<Record<string, number>>> = {
  // One currency, so that the rule can be tried.
  simulator: { CHF: 100_000_000, others: MAX_AMOUNT_MINOR },
  // By https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts: eight digits, and for cards ten in
  // COP, HUF and JPY, eleven in LBP, twelve in IDR, nine in INR. ISK and UGX are sent in hundredths, so that two of
  // the eight digits are lost; currencies of three decimals are rounded up to ten.
  stripe: {
    ...{ COP: 9_999_999_999, HUF: 9_999_999_999, IDR: 999_999_999_999, INR: 999_999_999 },
    ...{ BHD: 99_999_990, JOD: 99_999_990, KWD: 99_999_990, OMR: 99_999_990, TND: 99_999_990 },
    ...{ ISK: 999_999, JPY: 9_999_999_999, LBP: 99_999_999_999, UGX: 999_999 },
    others: 99_999_999,
  },
};

/**
 * The least amount that the provider charges in a currency, in minor units; 1 if it has no minimum
 * that we know. An amount of zero is no charge: it needs no provider.
 */
export function minimumOf(provider: PaymentProviderName, currency: string): number {
  return MINIMUMS[provider][currency] ?? 1;
}

/**
 * The largest amount that the provider charges in a currency, in minor units; never more than an amount
 * may be anywhere in the platform.
 */
export function maximumOf(provider: PaymentProviderName, currency: string): number {
  const maximums = MAXIMUMS[provider];
  return maximums[currency] ?? maximums['others'] ?? MAX_AMOUNT_MINOR;
}
