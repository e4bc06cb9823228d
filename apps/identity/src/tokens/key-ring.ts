import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS } from '@commerce/contracts/identity/access';
import type { Jwks } from '@commerce/runtime/access';
import { decrypt, encrypt, type EncryptionKey } from '@commerce/runtime/personal-data';
import { transaction, type Database } from '@commerce/runtime/postgres';
import { calculateJwkThumbprint } from 'jose';
import { decideRotation, publishedAt, signerAt, type KeyTiming } from '../domain/signing-keys.ts';
import {
  deleteKeys,
  insertKey,
  listKeys,
  lockKeys,
  type StoredKey,
} from '../store/signing-keys.ts';

/** How long a replica signs with the keys that it has read, ms. */
const RELOAD_MS = 5_000;
/** What verifiers allow the clocks to stand apart, ms. */
const LEEWAY_MS = 30_000;

/** A key as operators see it. */
export interface KeyOverview {
  kid: string;
  state: 'waits' | 'signs' | 'retires';
  signsFrom: string;
}

export interface KeyRing {
  /** The key that signs now. */
  signer(): Promise<{ kid: string; key: KeyObject }>;
  /** The keys that verifiers need to know now. */
  published(): Promise<Jwks>;
  /** Publishes a new key, which signs once every verifier can know it. Makes the very first one. */
  rotate(): Promise<{ kid: string; signsFrom: string }>;
  overview(): Promise<KeyOverview[]>;
}

/** The signing keys in the database, their private parts wrapped by the master key. */
export function openKeyRing({
  database,
  master,
  jwksCacheSeconds,
  clock,
}: {
  database: Database;
  master: EncryptionKey;
  jwksCacheSeconds: number;
  clock: () => number;
}): KeyRing {
  const timing: KeyTiming = {
    jwksCacheMs: jwksCacheSeconds * 1000,
    tokenMs: ACCESS_TOKEN_SECONDS * 1000 + LEEWAY_MS,
    reloadMs: RELOAD_MS,
  };
  let known: { keys: TimedKey[]; at: number } | undefined;
  const opened = new Map<string, KeyObject>();

  async function readKeys(): Promise<TimedKey[]> {
    return (await listKeys(database)).map(timed);
  }

  function privateKey({ kid, privateWrapped }: TimedKey): KeyObject {
    const there = opened.get(kid);
    if (there !== undefined) return there;
    const pem = decrypt(master, privateWrapped, placeOf(kid)).toString();
    const key = createPrivateKey(pem);
    opened.set(kid, key);
    return key;
  }

  return {
    async signer() {
      const now = clock();
      if (known === undefined || now - known.at >= RELOAD_MS) {
        known = { keys: await readKeys(), at: now };
      }
      const signer = signerAt(known.keys, now);
      if (signer === undefined) throw new Error('there is no signing key');
      return { kid: signer.kid, key: privateKey(signer) };
    },

    async published() {
      const keys = publishedAt(await readKeys(), clock(), timing);
      return { keys: keys.map(({ publicJwk }) => publicJwk) };
    },

    rotate: () => addKey(database, { master, timing, now: clock() }),

    async overview() {
      const now = clock();
      const keys = publishedAt(await readKeys(), now, timing);
      const signer = signerAt(keys, now);
      return keys.map(({ kid, signsFrom }) => {
        const state = kid === signer?.kid ? 'signs' : signsFrom > now ? 'waits' : 'retires';
        return { kid, state, signsFrom: new Date(signsFrom).toISOString() };
      });
    },
  };
}

/** Adds the next key, unless one waits already, and forgets those that nobody needs any more. */
function addKey(
  database: Database,
  { master, timing, now }: { master: EncryptionKey; timing: KeyTiming; now: number },
): Promise<{ kid: string; signsFrom: string }> {
  return transaction(database, async (trx) => {
    await lockKeys(trx);
    const keys = (await listKeys(trx)).map(timed);
    const decision = decideRotation(keys, now, timing);
    if ('waiting' in decision) return shown(decision.waiting);
    const needed = new Set(publishedAt(keys, now, timing).map(({ kid }) => kid));
    const unneeded = keys.filter(({ kid }) => !needed.has(kid)).map(({ kid }) => kid);
    await deleteKeys(trx, unneeded);
    const key = await newKey(master, new Date(decision.signsFrom).toISOString());
    await insertKey(trx, key);
    return { kid: key.kid, signsFrom: key.signsFrom };
  });
}

type TimedKey = Omit<StoredKey, 'signsFrom'> & { signsFrom: number };

const timed = (key: StoredKey): TimedKey => ({ ...key, signsFrom: Date.parse(key.signsFrom) });
const shown = ({ kid, signsFrom }: { kid: string; signsFrom: number }) => ({
  kid,
  signsFrom: new Date(signsFrom).toISOString(),
});
const placeOf = (kid: string) => `signing_keys/${kid}`;

async function newKey(master: EncryptionKey, signsFrom: string): Promise<StoredKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' }) as { kty: string };
  const kid = await calculateJwkThumbprint(jwk);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return {
    kid,
    publicJwk: { ...jwk, kid, use: 'sig', alg: 'ES256' },
    privateWrapped: encrypt(master, pem, placeOf(kid)),
    signsFrom,
  };
}
