import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { problems } from '@commerce/contracts/problems';
import { httpProblem, Problem } from 'dapr-actor-runtime/server';
import {
  delaysOf,
  MAIL_RULES,
  memorySeconds,
  signInRules,
  type ThrottleRule,
} from '../domain/throttling.ts';

/** How long a mail can give its attempt back, s: as long as the longest token of a mail is valid. */
const MAIL_MEMORY_SECONDS = 86_400;

// An attempt counts before its outcome is known; otherwise concurrent attempts would all be free.
// Answers the time left to wait, ms; if there is any, nothing was counted. A bucket keeps how much of
// it is used, and when that was so: it refills by the time since then.
const COUNT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local wait = 0
local rules = {}
for i = 1, #KEYS do
  local rule = cjson.decode(ARGV[i])
  rules[i] = rule
  local due = 0
  if rule.delays then
    due = tonumber(redis.call('HGET', KEYS[i], 'due') or '0')
  else
    local used = tonumber(redis.call('HGET', KEYS[i], 'used') or '0')
    local at = tonumber(redis.call('HGET', KEYS[i], 'at') or now)
    rule.used = math.max(0, used - (now - at) / rule.refillMs)
    due = now + (rule.used + 1 - rule.capacity) * rule.refillMs
  end
  if due - now > wait then wait = due - now end
end
if wait > 0 then return math.ceil(wait) end
for i = 1, #KEYS do
  local rule = rules[i]
  if rule.delays then
    local tries = redis.call('HINCRBY', KEYS[i], 'tries', 1)
    redis.call('HSET', KEYS[i], 'due', now + rule.delays[math.min(tries, #rule.delays)])
  else
    redis.call('HSET', KEYS[i], 'used', tostring(rule.used + 1), 'at', now)
  end
  redis.call('EXPIRE', KEYS[i], rule.memorySeconds)
end
return 0`;

// A bucket that has expired is full.
const GIVE_BACK = `
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HINCRBYFLOAT', KEYS[1], 'used', -1)
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
   * The counted attempt succeeded: clears the delays of the account, and gives this attempt back to
   * the remote address.
   */
  clearSignIn(attempt: Attempt): Promise<void>;
  /** Counts a request to send a mail to an email address. Rejects as countSignIn does. */
  countMail(attempt: Attempt): Promise<void>;
  /** Remembers which remote address asked for the mail with a token, by the hash of the token. */
  rememberMail(tokenHash: string, attempt: Attempt): Promise<void>;
  /** The token of a mail was presented: gives its attempt back to the remote address, once. */
  clearMail(tokenHash: string): Promise<void>;
}

type Rules = Partial<Record<'pair' | 'account' | 'address', ThrottleRule>>;

export function openAttemptLimiter(redis: Redis, firstDelayMs: number): AttemptLimiter {
  const signIn = signInRules(firstDelayMs);

  async function count(kind: string, rules: Rules, attempt: Attempt): Promise<void> {
    const names = Object.keys(rules) as (keyof Rules)[];
    const keys = names.map((name) => keyOf(kind, name, attempt));
    const sent = names.map((name) => JSON.stringify(ruleInRedis(rules[name] as ThrottleRule)));
    let waitMs: number;
    try {
      waitMs = Number(await redis.eval(COUNT, keys.length, ...keys, ...sent));
    } catch (cause) {
      const unavailable = httpProblem('unavailable', 'Sign-in is not available. Try again later.');
      unavailable.cause = cause;
      throw unavailable;
    }
    if (waitMs > 0) throw new TooManyAttempts(Math.ceil(waitMs / 1000));
  }

  const giveBack = (key: string) => redis.eval(GIVE_BACK, 1, key);

  return {
    countSignIn: (attempt) => count('sign-in', signIn, attempt),
    countMail: (attempt) => count('mail', MAIL_RULES, attempt),
    async clearSignIn(attempt) {
      const names = ['pair', 'account'] as const;
      const cleared = redis.del(names.map((name) => keyOf('sign-in', name, attempt)));
      // Only this attempt: signing in to an own account must not buy attempts on others.
      const returned = giveBack(keyOf('sign-in', 'address', attempt));
      await Promise.all([cleared, returned]).catch(() => {});
    },
    // Without Redis an attempt is not given back; it comes back by itself.
    async rememberMail(tokenHash, attempt) {
      const counter = keyOf('mail', 'address', attempt);
      await redis.set(mailKey(tokenHash), counter, 'EX', MAIL_MEMORY_SECONDS).catch(() => {});
    },
    async clearMail(tokenHash) {
      const counter = await redis.getdel(mailKey(tokenHash)).catch(() => null);
      if (counter !== null) await giveBack(counter).catch(() => {});
    },
  };
}

function ruleInRedis(rule: ThrottleRule): object {
  const kept = { memorySeconds: memorySeconds(rule) };
  return 'free' in rule ? { delays: delaysOf(rule), ...kept } : { ...rule, ...kept };
}

const mailKey = (tokenHash: string) => `guesses:mailed:${tokenHash}`;

// Redis keys contain neither addresses nor account ids in the clear.
function keyOf(kind: string, name: keyof Rules, { account, remoteAddress }: Attempt): string {
  const parts = { pair: [account, remoteAddress], account: [account], address: [remoteAddress] };
  return `guesses:${kind}:${name}:${hash('sha256', JSON.stringify(parts[name]), 'base64url')}`;
}
