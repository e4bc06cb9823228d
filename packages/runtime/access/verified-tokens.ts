import { hash } from 'node:crypto';
import type { CryptoKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { TokenRefused, type TokenCaller } from './caller.ts';
import type { KeySet } from './key-set.ts';
import type { IsRevoked, RevocationSubject } from './revocations.ts';
import { LEEWAY_SECONDS } from './token-header.ts';

/** Most verified tokens in the cache; the least recently used are evicted first. */
const MAX_CACHED = 10_000;

export interface Verifier {
  /**
   * The caller of an access token, whose session has not ended as known at most `maxAgeMs` ago, where
   * the issuer says it. Rejects with TokenRefused for an invalid token, and with another error if the
   * issuer's keys cannot be read.
   */
  verify(token: string, maxAgeMs?: number): Promise<TokenCaller>;
  /** Whether the session, account or client of a caller has ended, as known at most `maxAgeMs` ago. */
  hasEnded(subject: RevocationSubject, maxAgeMs: number): Promise<boolean>;
}

/** A token whose signature and claims were verified. */
export interface VerifiedToken {
  caller: TokenCaller;
  kid: string;
  alg: string;
  key: CryptoKey;
}

/**
 * A verifier that remembers the tokens that `verifyAnew` accepted, by their hash, until they expire
 * or their key is withdrawn.
 */
export function rememberVerified({
  verifyAnew,
  keys,
  maxLength,
  isRevoked,
  maxCached = MAX_CACHED,
  now = Date.now,
}: {
  verifyAnew: (token: string) => Promise<VerifiedToken>;
  keys: KeySet;
  /** Longest token that is verified, characters. */
  maxLength: number;
  isRevoked?: IsRevoked | undefined;
  maxCached?: number | undefined;
  now?: (() => number) | undefined;
}): Verifier {
  const cache = new LRUCache<string, VerifiedToken>({ max: maxCached });

  async function findCached(digest: string): Promise<TokenCaller | undefined> {
    const known = cache.get(digest);
    if (known === undefined) return undefined;
    const expired = now() / 1000 >= known.caller.exp + LEEWAY_SECONDS;
    if (expired || (await keys.find(known.kid, known.alg)) !== known.key) {
      cache.delete(digest);
      return undefined;
    }
    return known.caller;
  }

  return {
    async verify(token, maxAgeMs) {
      if (token.length > maxLength) throw new TokenRefused('the token is too long');
      const digest = hash('sha256', token, 'base64');
      let caller = await findCached(digest);
      if (caller === undefined) {
        const verified = await verifyAnew(token);
        cache.set(digest, verified);
        caller = verified.caller;
      }
      if (await isRevoked?.(caller, maxAgeMs)) throw new TokenRefused('the session has ended');
      return caller;
    },

    hasEnded: async (subject, maxAgeMs) => (await isRevoked?.(subject, maxAgeMs)) ?? false,
  };
}
