/** Attempts that are free, and then delays that double: for one account, which only its owner signs in to. */
export interface DelayRule {
  free: number;
  firstDelayMs: number;
  maxDelayMs: number;
}

/**
 * A bucket of attempts that refills: for a remote address, behind which may be an office or the server
 * of a shop. One attempt comes back every `refillMs`, so that nobody behind it waits for long.
 */
export interface BucketRule {
  capacity: number;
  refillMs: number;
}

/** How attempts of one kind are throttled. */
export type ThrottleRule = DelayRule | BucketRule;

/** A counter of delays without an attempt for this long starts again, s. Longer than every delay. */
export const ATTEMPT_MEMORY_SECONDS = 3_600;
/** Longest delay per remote address and account, and between mails to an email address, ms. */
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
/** Attempts per remote address at once, over all accounts, and mails at once that it asks for. */
const ADDRESS_CAPACITY = 30;
/** A failed sign-in comes back to its remote address after this time, ms: 1,440 guesses a day. */
const SIGN_IN_REFILL_MS = 60_000;
/** A mail that nobody verified comes back to the remote address that asked for it, ms. */
const MAIL_REFILL_MS = 20_000;
/** Free mails per email address. */
const FREE_MAILS = 3;
/** Delay before one more mail to the same email address, ms. */
const FIRST_MAIL_DELAY_MS = 60_000;

/** The rules for a sign-in, by counter. `firstDelayMs` is the first delay of an account. */
export function signInRules(firstDelayMs: number): {
  pair: DelayRule;
  account: DelayRule;
  address: BucketRule;
} {
  return {
    pair: { free: FREE_ATTEMPTS_OF_PAIR, firstDelayMs, maxDelayMs: LONG_DELAY_MS },
    account: { free: FREE_ATTEMPTS_OF_ACCOUNT, firstDelayMs, maxDelayMs: ACCOUNT_DELAY_MS },
    address: { capacity: ADDRESS_CAPACITY, refillMs: SIGN_IN_REFILL_MS },
  };
}

/** The rules for requests that send a mail to an address of the caller's choice, by counter. */
export const MAIL_RULES: { account: DelayRule; address: BucketRule } = {
  account: { free: FREE_MAILS, firstDelayMs: FIRST_MAIL_DELAY_MS, maxDelayMs: LONG_DELAY_MS },
  address: { capacity: ADDRESS_CAPACITY, refillMs: MAIL_REFILL_MS },
};

/** The delays after the 1st, 2nd, ... attempt, ms; the last one applies to all further attempts. */
export function delaysOf({ free, firstDelayMs, maxDelayMs }: DelayRule): number[] {
  const delays = Array.from({ length: free - 1 }, () => 0);
  for (let delay = firstDelayMs; delay < maxDelayMs; delay *= 2) delays.push(delay);
  return [...delays, maxDelayMs];
}

/** How long a counter must be remembered after its last attempt, s. */
export function memorySeconds(rule: ThrottleRule): number {
  if ('free' in rule) return ATTEMPT_MEMORY_SECONDS;
  return Math.ceil((rule.capacity * rule.refillMs) / 1000);
}
