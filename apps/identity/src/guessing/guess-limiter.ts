import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { problem } from '@commerce/contracts/problems';
import { httpProblem } from '@commerce/runtime/http';
import type { Context } from 'koa';
import {
  delaysOf,
  GUESS_MEMORY_SECONDS,
  mailRules,
  signInRules,
  type GuessRule,
} from '../domain/guessing.ts';

// A try counts before its outcome is known, so that many at once are not all free. Answers how long
// to wait, ms; then nothing was counted.
const TAKE = `
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

/** Who tries what, from where. */
export interface Attempt {
  /** What stands for the account: a keyed hash, an id. */
  account: string;
  /** Where the request comes from, as the gateway says. */
  address: string;
}

export interface GuessLimiter {
  /**
   * Counts a try to sign in. Rejects with too-many-tries while the account or the address has to
   * wait, and with unavailable when Redis is away: nobody guesses uncounted.
   */
  trySignIn(ctx: Context, attempt: Attempt): Promise<void>;
  /** The try was the owner's: the account has no wait any more, and the address not this try. */
  signedIn(attempt: Attempt): Promise<void>;
  /** Counts a mail that a stranger has sent to an address. Rejects as trySignIn. */
  tryMail(ctx: Context, attempt: Attempt): Promise<void>;
}

type Rules = Partial<Record<'pair' | 'account' | 'address', GuessRule>>;

export function openGuessLimiter(redis: Redis, firstDelayMs: number): GuessLimiter {
  const signIn = signInRules(firstDelayMs);
  const mail = mailRules(firstDelayMs);

  async function take(ctx: Context, kind: string, rules: Rules, attempt: Attempt): Promise<void> {
    const names = Object.keys(rules) as (keyof Rules)[];
    const keys = names.map((name) => keyOf(kind, name, attempt));
    const delays = names.map((name) => JSON.stringify(delaysOf(rules[name] as GuessRule)));
    let waitMs: number;
    try {
      const args = [String(GUESS_MEMORY_SECONDS), ...delays];
      waitMs = Number(await redis.eval(TAKE, keys.length, ...keys, ...args));
    } catch (cause) {
      const fault = httpProblem('unavailable', 'Signing in is not possible now. Try again later.');
      fault.cause = cause;
      throw fault;
    }
    if (waitMs <= 0) return;
    const seconds = Math.ceil(waitMs / 1000);
    ctx.set('retry-after', String(seconds));
    throw problem('too-many-tries', `Try again in ${seconds} s.`);
  }

  return {
    trySignIn: (ctx, attempt) => take(ctx, 'sign-in', signIn, attempt),
    tryMail: (ctx, attempt) => take(ctx, 'mail', mail, attempt),
    async signedIn(attempt) {
      const names = ['pair', 'account'] as const;
      const forgotten = redis.del(names.map((name) => keyOf('sign-in', name, attempt)));
      // Only this try: an own account must not buy free tries at others.
      const returned = redis.hincrby(keyOf('sign-in', 'address', attempt), 'tries', -1);
      await Promise.all([forgotten, returned]).catch(() => {});
    },
  };
}

// Neither addresses nor accounts stand in Redis in clear.
function keyOf(kind: string, name: keyof Rules, { account, address }: Attempt): string {
  const parts = { pair: [account, address], account: [account], address: [address] }[name];
  return `guesses:${kind}:${name}:${hash('sha256', JSON.stringify(parts), 'base64url')}`;
}
