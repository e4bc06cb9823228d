import { integer, optional, port, readConfig, text, url } from '@commerce/runtime/config';

/** OWASP's minimum for argon2id is 19 MiB, 2 passes and parallelism 1; settings can only raise it. */
const MIN_MEMORY_KIB = 19_456;
const MIN_PASSES = 2;

/** Reads the app's settings. Throws ConfigError, which names all missing and malformed ones. */
export function readIdentityConfig() {
  return readConfig(
    {
      port: port('APP_PORT'),
      appToken: text('APP_API_TOKEN'),
      databaseUrl: url('DATABASE_URL'),
      redisUrl: url('REDIS_URL'),
      /** Secret; encrypts every key in the database. Without it all personal data is lost. */
      masterKey: { name: 'IDENTITY_MASTER_KEY', parse: longHex },
      /** The `iss` of every token: the public URL of the platform. */
      issuer: url('TOKEN_ISSUER'),
      mailDir: text('MAIL_DIR'),
      argon2MemoryKib: integer('ARGON2_MEMORY_KIB', {
        min: MIN_MEMORY_KIB,
        max: 1_048_576,
        byDefault: MIN_MEMORY_KIB,
      }),
      argon2Passes: integer('ARGON2_PASSES', { min: MIN_PASSES, max: 20, byDefault: MIN_PASSES }),
      /** The first delay after too many failed sign-ins, ms; each further one is twice as long. */
      guessDelayMs: integer('GUESS_DELAY_MS', { min: 10, max: 60_000, byDefault: 1_000 }),
      /** How long verifiers may cache the public keys, s. */
      jwksCacheSeconds: integer('JWKS_CACHE_SECONDS', { min: 1, max: 3_600, byDefault: 300 }),
      /** Secret, JSON; accounts and clients that are created at the start. */
      localSeed: optional('LOCAL_SEED'),
      logLevel: text('LOG_LEVEL', 'info'),
    },
    process.env,
  );
}

function longHex(value: string | undefined): string {
  if (value === undefined || value === '') throw new Error('is not set');
  if (!/^[0-9a-f]{48,}$/.test(value)) throw new Error('must be 48 or more hexadecimal digits');
  return value;
}
