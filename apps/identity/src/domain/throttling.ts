/** How attempts of one kind are throttled: some are free, each further one doubles the delay. */
export interface ThrottleRule {
  free: number;
  firstDelayMs: number;
  maxDelayMs: number;
}

/** A counter without an attempt for this long starts again, s. Longer than every delay. */
export const ATTEMPT_MEMORY_SECONDS = 3_600;
/** Longest delay per remote address, and per remote address and account, ms. */
const LONG_DELAY_MS = 900_000;
/**
 * Longest delay per account over all remote addresses, ms. Short, so that strangers who try an
 * account cannot keep its owner out.
 */
const ACCOUNT_DELAY_MS = 30_000;

/** Free attempts per remote address and account. */
const FREE_ATTEMPTS_OF_PAIR = 5;
/** Free attempts per account, over all remote addresses. */
const FREE_ATTEMPTS_OF_ACCOUNT = 20;
/** Free attempts per remote address, over all accounts. */
const FREE_ATTEMPTS_OF_ADDRESS = 30;
/** Free mails per email address. */
const FREE_MAILS = 3;
/** Delay before one more mail to the same email address, ms. */
const FIRST_MAIL_DELAY_MS = 60_000;

/** The rules for a sign-in, by counter. */
export function signInRules(
  firstDelayMs: number,
): Record<'pair' | 'account' | 'address', ThrottleRule> {
  return {
    pair: { free: FREE_ATTEMPTS_OF_PAIR, firstDelayMs, maxDelayMs: LONG_DELAY_MS },
    account: { free: FREE_ATTEMPTS_OF_ACCOUNT, firstDelayMs, maxDelayMs: ACCOUNT_DELAY_MS },
    address: { free: FREE_ATTEMPTS_OF_ADDRESS, firstDelayMs, maxDelayMs: LONG_DELAY_MS },
  };
}

/** The rules for requests that send a mail to an address of the caller's choice, by counter. */
export function mailRules(firstDelayMs: number): Record<'account' | 'address', ThrottleRule> {
  const account = { firstDelayMs: FIRST_MAIL_DELAY_MS, maxDelayMs: LONG_DELAY_MS };
  return {
    account: { free: FREE_MAILS, ...account },
    address: { free: FREE_ATTEMPTS_OF_ADDRESS, firstDelayMs, maxDelayMs: LONG_DELAY_MS },
  };
}

/** The delays after the 1st, 2nd, ... attempt, ms; the last one applies to all further attempts. */
export function delaysOf({ free, firstDelayMs, maxDelayMs }: ThrottleRule): number[] {
  const delays = Array.from({ length: free - 1 }, () => 0);
  for (let delay = firstDelayMs; delay < maxDelayMs; delay *= 2) delays.push(delay);
  return [...delays, maxDelayMs];
}
