import type { Redis } from 'ioredis';
import type { Config } from 'dapr-actor-runtime/config';
import type { Database } from 'dapr-actor-runtime/postgres';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import { openAuditLog, type AuditLog } from './audit/audit-log.ts';
import type { ReadOrders } from './clients/order.ts';
import type { identitySettings } from './config.ts';
import { openMailFolder, type Mailer } from './mail/mailer.ts';
import { openHasher, type Hasher } from './passwords/hasher.ts';
import { openPasswordPolicy, type PasswordPolicy } from './passwords/password-policy.ts';
import { identityKeys, type IdentityKeys } from './personal/keys.ts';
import { openAttemptLimiter, type AttemptLimiter } from './throttling/attempt-limiter.ts';
import { accessTokens, type AccessTokens } from './tokens/access-token.ts';
import { openKeyRing, type KeyRing } from './tokens/key-ring.ts';

/** The dependencies of the use cases. */
export interface IdentityDeps {
  database: Database;
  issuer: string;
  /** Where users sign in, in place of this app; undefined: here. */
  outsideIssuer: string | undefined;
  jwksCacheSeconds: number;
  keys: IdentityKeys;
  hasher: Hasher;
  passwordPolicy: PasswordPolicy;
  mailer: Mailer;
  attemptLimiter: AttemptLimiter;
  keyRing: KeyRing;
  accessTokens: AccessTokens;
  auditLog: AuditLog;
  readOrders: ReadOrders;
  /** The current time, ms. */
  clock: () => number;
}

export type IdentitySettings = Omit<
  Config<typeof identitySettings>,
  'localSeed' | 'mailLink' | 'masterKey' | 'formerMasterKey'
> & {
  /** What all keys are derived from; the master key seals it. */
  rootSecret: string;
  mailLink?: string | undefined;
  outsideIssuer?: string | undefined;
};

/** Assembles the dependencies. Nothing is read or sent before the first request. */
export function identityDeps(
  settings: IdentitySettings,
  {
    database,
    redis,
    log,
    readOrders,
    clock = Date.now,
  }: {
    database: Database;
    redis: Redis;
    log: Logger;
    readOrders: ReadOrders;
    clock?: () => number;
  },
): IdentityDeps {
  const { issuer, outsideIssuer, jwksCacheSeconds } = settings;
  const keys = identityKeys(settings.rootSecret);
  const keyRing = openKeyRing({ database, master: keys.master, jwksCacheSeconds, clock });
  return {
    database,
    issuer,
    outsideIssuer,
    jwksCacheSeconds,
    keys,
    hasher: openHasher({
      memoryKib: settings.argon2MemoryKib,
      passes: settings.argon2Passes,
      pepper: keys.pepper,
    }),
    passwordPolicy: openPasswordPolicy(),
    mailer: openMailFolder(settings.mailDir, { log, linkTemplate: settings.mailLink }),
    attemptLimiter: openAttemptLimiter(redis, settings.guessDelayMs),
    keyRing,
    accessTokens: accessTokens({ keyRing, issuer, clock }),
    auditLog: openAuditLog({ database, key: keys.audit, clock }),
    readOrders,
    clock,
  };
}
