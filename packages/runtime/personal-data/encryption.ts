import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = 'v1';

/** A 256-bit key and its id, which is part of each ciphertext. */
export interface EncryptionKey {
  id: string;
  bytes: Buffer;
}

/** Thrown if a ciphertext was changed, has other associated data, or was made with another key. */
export class DecryptionError extends Error {
  override name = 'DecryptionError';
}

/** The key derived from a long random secret. Its id reveals nothing about it. */
export function masterKeyOf(secret: string): EncryptionKey {
  const bytes = derivedKey(Buffer.from(secret), 'master');
  const id = createHash('sha256').update(derivedKey(bytes, 'id')).digest('hex').slice(0, 8);
  return { id, bytes };
}

/**
 * Derives a key for one purpose from another key (HKDF-SHA256): the derived key does not reveal it.
 */
export function derivedKey(bytes: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), purpose, KEY_BYTES));
}

/**
 * Encrypts a text with AES-256-GCM. `aad` (additional authenticated data) binds the ciphertext to
 * its place, such as a column and a row id: it decrypts only with the same `aad`. The result is
 * `v1.<key id>.<base64url>`.
 */
export function encrypt(
  { id, bytes }: EncryptionKey,
  text: string | Uint8Array,
  aad: string,
): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, secretOf(bytes), iv).setAAD(boundTo(id, aad));
  const encrypted = Buffer.concat([cipher.update(text), cipher.final()]);
  const all = Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
  return `${FORM}.${id}.${all.toString('base64url')}`;
}

/**
 * Decrypts a ciphertext that encrypt() made with the same key and `aad`. Throws DecryptionError.
 */
export function decrypt({ id, bytes }: EncryptionKey, ciphertext: string, aad: string): Buffer {
  const [form, keyId, body = ''] = ciphertext.split('.');
  const all = Buffer.from(body, 'base64url');
  if (form !== FORM || all.length < IV_BYTES + TAG_BYTES)
    throw new DecryptionError('not a ciphertext');
  if (keyId !== id) throw new DecryptionError(`encrypted with the key ${keyId}, not ${id}`);
  const tagged = all.subarray(IV_BYTES);
  const decipher = createDecipheriv(CIPHER, secretOf(bytes), all.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(boundTo(id, aad)).setAuthTag(tagged.subarray(0, TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(tagged.subarray(TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new DecryptionError('the ciphertext was changed or has other associated data', { cause });
  }
}

/** The id of the key of a ciphertext. It is not encrypted, and only decrypt() authenticates it. */
export function keyIdOf(ciphertext: string): string | undefined {
  return ciphertext.split('.')[1];
}

const boundTo = (id: string, aad: string) => Buffer.from(`${FORM}.${id}.${aad}`);

// Caches the imported keys: importing a key into OpenSSL is half of the cost.
const secrets = new WeakMap<Buffer, KeyObject>();

function secretOf(bytes: Buffer): KeyObject {
  let secret = secrets.get(bytes);
  if (secret === undefined) secrets.set(bytes, (secret = createSecretKey(bytes)));
  return secret;
}
