/** How tries of one kind are slowed: some are free, each further one doubles the wait. */
export interface GuessRule {
  free: number;
  firstDelayMs: number;
  maxDelayMs: number;
}

/** A counter without a try for so long starts anew, s. Longer than every wait. */
export const GUESS_MEMORY_SECONDS = 3_600;
/** Longest wait of one address, and of one address for one account, ms. */
const LONG_WAIT_MS = 900_000;
/**
 * Longest wait of an account over all addresses, ms. Short, so that strangers who try an account do
 * not keep its owner out.
 */
const ACCOUNT_WAIT_MS = 30_000;

const FREE_TRIES_OF_PAIR = 5;
const FREE_TRIES_OF_ACCOUNT = 20;
const FREE_TRIES_OF_ADDRESS = 30;
const FREE_MAILS = 3;
/** First wait for one more mail to the same address, ms. */
const FIRST_MAIL_WAIT_MS = 60_000;

/** What is counted at a sign-in, by counter. */
export function signInRules(
  firstDelayMs: number,
): Record<'pair' | 'account' | 'address', GuessRule> {
  return {
    pair: { free: FREE_TRIES_OF_PAIR, firstDelayMs, maxDelayMs: LONG_WAIT_MS },
    account: { free: FREE_TRIES_OF_ACCOUNT, firstDelayMs, maxDelayMs: ACCOUNT_WAIT_MS },
    address: { free: FREE_TRIES_OF_ADDRESS, firstDelayMs, maxDelayMs: LONG_WAIT_MS },
  };
}

/** What is counted where a stranger can have a mail sent. */
export function mailRules(firstDelayMs: number): Record<'account' | 'address', GuessRule> {
  const account = { firstDelayMs: FIRST_MAIL_WAIT_MS, maxDelayMs: LONG_WAIT_MS };
  return {
    account: { free: FREE_MAILS, ...account },
    address: { free: FREE_TRIES_OF_ADDRESS, firstDelayMs, maxDelayMs: LONG_WAIT_MS },
  };
}

/** The waits after the 1st, 2nd, ... try, ms; the last one stays. */
export function delaysOf({ free, firstDelayMs, maxDelayMs }: GuessRule): number[] {
  const delays = Array.from({ length: free - 1 }, () => 0);
  for (let delay = firstDelayMs; delay < maxDelayMs; delay *= 2) delays.push(delay);
  return [...delays, maxDelayMs];
}
