import {
  integer,
  optional,
  text,
  type Setting,
  type Settings,
  url,
} from 'dapr-actor-runtime/config';

/** OWASP's minimum for argon2id: 19 MiB, 2 passes, parallelism 1. The settings only raise it. */
const MIN_MEMORY_KIB = 19_456;
const MIN_PASSES = 2;

/** The settings of identity beyond those of every app. */
export const identitySettings = {
  masterKey: masterKey('IDENTITY_MASTER_KEY'),
  formerMasterKey: optional('FORMER_IDENTITY_MASTER_KEY', {
    what: 'the master key before, only while IDENTITY_MASTER_KEY is changed',
    secret: 'given',
  }),
  issuer: url('TOKEN_ISSUER', {
    what: 'the `iss` of access tokens: the public address of the platform',
  }),
  mailDir: text('MAIL_DIR', {
    what: 'the folder that mails are written to as JSON files, until a mail server is configured',
  }),
  mailLink: mailLink('MAIL_LINK'),
  argon2MemoryKib: integer('ARGON2_MEMORY_KIB', {
    min: MIN_MEMORY_KIB,
    max: 1_048_576,
    byDefault: MIN_MEMORY_KIB,
    what: 'memory of one argon2id hash, KiB; a hash made with less is renewed at sign-in',
  }),
  argon2Passes: integer('ARGON2_PASSES', {
    min: MIN_PASSES,
    max: 20,
    byDefault: MIN_PASSES,
    what: 'passes of one argon2id hash; a hash made with fewer is renewed at sign-in',
  }),
  guessDelayMs: integer('GUESS_DELAY_MS', {
    min: 10,
    max: 60_000,
    byDefault: 1_000,
    what: 'the first delay after a wrong password, ms; each further one is twice as long',
  }),
  jwksCacheSeconds: integer('JWKS_CACHE_SECONDS', {
    min: 1,
    max: 3_600,
    byDefault: 300,
    what: 'how long verifiers may cache the signing keys, s: a key rotation waits for it',
  }),
  localSeed: optional('LOCAL_SEED', {
    what: 'JSON; accounts and service clients to create at the start, in the local set only',
    secret: 'given',
  }),
} satisfies Settings;

function mailLink(name: string): Setting<string | undefined> {
  return {
    name,
    what:
      'the pages of the shop that mails link to; `{page}` becomes verify-address, reset-password or ' +
      'change-email, and `{token}` what the page sends to the API',
    form: 'URL with {page} and {token}',
    byDefault: '',
    parse: (value) => {
      if (value === undefined || value === '') return undefined;
      const example = value.replace('{page}', 'page').replace('{token}', 'token');
      const isWeb = URL.canParse(example) && /^https?:$/.test(new URL(example).protocol);
      if (!isWeb) throw new Error('must be an http or https URL');
      for (const part of ['{page}', '{token}']) {
        if (value.split(part).length !== 2) throw new Error(`must contain ${part} once`);
      }
      return value;
    },
  };
}

function masterKey(name: string): Setting<string> {
  return {
    name,
    what: 'seals the root of every key of identity: without it no personal data can be decrypted',
    form: '48 or more hexadecimal digits',
    byDefault: undefined,
    secret: 'random',
    parse: (value) => {
      if (value === undefined || value === '') throw new Error('is not set');
      if (!/^[0-9a-f]{48,}$/.test(value)) throw new Error('must be 48 or more hexadecimal digits');
      return value;
    },
  };
}
