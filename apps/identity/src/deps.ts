import type { Redis } from 'ioredis';
import type { Database } from '@commerce/runtime/postgres';
import type { Logger } from '@commerce/runtime/telemetry';
import { openAuditLog, type AuditLog } from './audit/audit-log.ts';
import { openGuessLimiter, type GuessLimiter } from './guessing/guess-limiter.ts';
import { openMailFolder, type Mailer } from './mail/mailer.ts';
import { loadFrequentPasswords } from './passwords/frequent-passwords.ts';
import { openHasher, type Hasher } from './passwords/hasher.ts';
import { identityKeys, type IdentityKeys } from './personal/keys.ts';
import { accessTokens, type AccessTokens } from './tokens/access-token.ts';
import { openKeyRing, type KeyRing } from './tokens/key-ring.ts';

/** What the use cases work with. */
export interface IdentityDeps {
  database: Database;
  appToken: string;
  issuer: string;
  jwksCacheSeconds: number;
  keys: IdentityKeys;
  hasher: Hasher;
  isCommonPassword: (lowerCase: string) => boolean;
  mailer: Mailer;
  limiter: GuessLimiter;
  keyRing: KeyRing;
  accessTokens: AccessTokens;
  auditLog: AuditLog;
  /** The time now, ms. */
  clock: () => number;
  log: Logger;
}

export interface IdentitySettings {
  appToken: string;
  issuer: string;
  masterKey: string;
  mailDir: string;
  argon2MemoryKib: number;
  argon2Passes: number;
  guessDelayMs: number;
  jwksCacheSeconds: number;
}

/** Puts the parts together; nothing is read or sent before the first request. */
export function identityDeps(
  settings: IdentitySettings,
  {
    database,
    redis,
    log,
    clock = Date.now,
  }: { database: Database; redis: Redis; log: Logger; clock?: () => number },
): IdentityDeps {
  const { appToken, issuer, jwksCacheSeconds } = settings;
  const keys = identityKeys(settings.masterKey);
  const keyRing = openKeyRing({ database, master: keys.master, jwksCacheSeconds, clock });
  return {
    database,
    appToken,
    issuer,
    jwksCacheSeconds,
    keys,
    hasher: openHasher({
      memoryKib: settings.argon2MemoryKib,
      passes: settings.argon2Passes,
      pepper: keys.pepper,
    }),
    isCommonPassword: loadFrequentPasswords(),
    mailer: openMailFolder(settings.mailDir, log),
    limiter: openGuessLimiter(redis, settings.guessDelayMs),
    keyRing,
    accessTokens: accessTokens({ keyRing, issuer, clock }),
    auditLog: openAuditLog({ database, key: keys.audit, clock }),
    clock,
    log,
  };
}
