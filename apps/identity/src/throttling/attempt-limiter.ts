import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { problems } from '@commerce/contracts/problems';
import { httpProblem, Problem } from 'dapr-actor-runtime/http';
import {
  ATTEMPT_MEMORY_SECONDS,
  delaysOf,
  mailRules,
  signInRules,
  type ThrottleRule,
} from '../domain/throttling.ts';

// An attempt counts before its outcome is known; otherwise concurrent attempts would all be free.
// Answers the time left to wait, ms; if there is any, nothing was counted.
const COUNT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local wait = 0
for i = 1, #KEYS do
  local due = tonumber(redis.call('HGET', KEYS[i], 'due') or '0')
  if due - now > wait then wait = due - now end
end
if wait > 0 then return wait end
for i = 1, #KEYS do
  local delays = cjson.decode(ARGV[i + 1])
  local tries = redis.call('HINCRBY', KEYS[i], 'tries', 1)
  redis.call('HSET', KEYS[i], 'due', now + delays[math.min(tries, #delays)])
  redis.call('EXPIRE', KEYS[i], ARGV[1])
end
return 0`;

export interface Attempt {
  /** Identifies the account: a keyed hash of its email address, or an id. */
  account: string;
  /** The remote address of the request, as the gateway reports it. */
  remoteAddress: string;
}

/** The account or the remote address has to wait before its next attempt. */
export class TooManyAttempts extends Problem {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('too-many-tries', problems['too-many-tries'], `Try again in ${retryAfterSeconds} s.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface AttemptLimiter {
  /**
   * Counts an attempt to sign in. Rejects with TooManyAttempts while the account or the remote
   * address has to wait, and with unavailable if Redis is down: no attempt goes uncounted.
   */
  countSignIn(attempt: Attempt): Promise<void>;
  /**
   * The counted attempt succeeded: clears the delays of the account, and takes this attempt back
   * from the remote address.
   */
  clearSignIn(attempt: Attempt): Promise<void>;
  /** Counts a request to send a mail to an email address. Rejects as countSignIn does. */
  countMail(attempt: Attempt): Promise<void>;
}

type Rules = Partial<Record<'pair' | 'account' | 'address', ThrottleRule>>;

export function openAttemptLimiter(redis: Redis, firstDelayMs: number): AttemptLimiter {
  const signIn = signInRules(firstDelayMs);
  const mail = mailRules(firstDelayMs);

  async function count(kind: string, rules: Rules, attempt: Attempt): Promise<void> {
    const names = Object.keys(rules) as (keyof Rules)[];
    const keys = names.map((name) => keyOf(kind, name, attempt));
    const delays = names.map((name) => JSON.stringify(delaysOf(rules[name] as ThrottleRule)));
    let waitMs: number;
    try {
      const args = [String(ATTEMPT_MEMORY_SECONDS), ...delays];
      waitMs = Number(await redis.eval(COUNT, keys.length, ...keys, ...args));
    } catch (cause) {
      const unavailable = httpProblem('unavailable', 'Sign-in is not available. Try again later.');
      unavailable.cause = cause;
      throw unavailable;
    }
    if (waitMs > 0) throw new TooManyAttempts(Math.ceil(waitMs / 1000));
  }

  return {
    countSignIn: (attempt) => count('sign-in', signIn, attempt),
    countMail: (attempt) => count('mail', mail, attempt),
    async clearSignIn(attempt) {
      const names = ['pair', 'account'] as const;
      const cleared = redis.del(names.map((name) => keyOf('sign-in', name, attempt)));
      // Only this attempt: signing in to an own account must not buy attempts on others.
      const returned = redis.hincrby(keyOf('sign-in', 'address', attempt), 'tries', -1);
      await Promise.all([cleared, returned]).catch(() => {});
    },
  };
}

// Redis keys contain neither addresses nor account ids in the clear.
function keyOf(kind: string, name: keyof Rules, { account, remoteAddress }: Attempt): string {
  const parts = { pair: [account, remoteAddress], account: [account], address: [remoteAddress] };
  return `guesses:${kind}:${name}:${hash('sha256', JSON.stringify(parts[name]), 'base64url')}`;
}
