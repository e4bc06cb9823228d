import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS } from '@commerce/contracts/identity/access';
import type { Jwks } from 'dapr-actor-runtime/access';
import { decrypt, encrypt, type EncryptionKey } from 'dapr-actor-runtime/personal-data';
import type { Database } from 'dapr-actor-runtime/postgres';
import { calculateJwkThumbprint } from 'jose';
import { KEY_RELOAD_MS, keyTiming, publishedAt, signerAt } from '../domain/signing-keys.ts';
import { listKeys, type StoredKey } from '../store/signing-keys.ts';

/** A signing key as operators see it. */
export interface KeyOverview {
  kid: string;
  state: 'waits' | 'signs' | 'retires';
  /** ISO 8601. */
  signsFrom: string;
}

export interface KeyRing {
  /** The key that signs now. */
  signer(): Promise<{ kid: string; key: KeyObject }>;
  /** The public keys that verifiers need now. */
  published(): Promise<Jwks>;
  overview(): Promise<KeyOverview[]>;
}

/** Reads the signing keys from the database; their private keys are encrypted with the master key. */
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
  const timing = keyTiming({ jwksCacheSeconds, tokenSeconds: ACCESS_TOKEN_SECONDS });
  let cached: { keys: StoredKey[]; at: number } | undefined;
  const privateKeys = new Map<string, KeyObject>();

  function privateKeyOf({ kid, privateWrapped }: StoredKey): KeyObject {
    const known = privateKeys.get(kid);
    if (known !== undefined) return known;
    const key = createPrivateKey(decrypt(master, privateWrapped, aadOf(kid)).toString());
    privateKeys.set(kid, key);
    return key;
  }

  return {
    async signer() {
      const now = clock();
      if (cached === undefined || now - cached.at >= KEY_RELOAD_MS) {
        cached = { keys: await listKeys(database), at: now };
      }
      const signer = signerAt(cached.keys, now);
      if (signer === undefined) throw new Error('there is no signing key');
      return { kid: signer.kid, key: privateKeyOf(signer) };
    },

    async published() {
      const keys = publishedAt(await listKeys(database), clock(), timing);
      return { keys: keys.map(({ publicJwk }) => publicJwk) };
    },

    async overview() {
      const now = clock();
      const keys = publishedAt(await listKeys(database), now, timing);
      const signer = signerAt(keys, now);
      return keys.map(({ kid, signsFrom }) => {
        const state = kid === signer?.kid ? 'signs' : signsFrom > now ? 'waits' : 'retires';
        return { kid, state, signsFrom: new Date(signsFrom).toISOString() };
      });
    },
  };
}

/** Generates an ES256 key pair that signs from an instant (ms) on. */
export async function generateSigningKey(
  master: EncryptionKey,
  signsFrom: number,
): Promise<StoredKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' }) as { kty: string };
  const kid = await calculateJwkThumbprint(jwk);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return {
    kid,
    publicJwk: { ...jwk, kid, use: 'sig', alg: 'ES256' },
    privateWrapped: encrypt(master, pem, aadOf(kid)),
    signsFrom,
  };
}

const aadOf = (kid: string) => `signing_keys/${kid}`;
