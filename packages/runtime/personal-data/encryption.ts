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

/** A 256-bit key, and the id that each of its ciphertexts names. */
export interface EncryptionKey {
  id: string;
  bytes: Buffer;
}

/** Thrown when a ciphertext was changed, belongs to other associated data, or needs another key. */
export class DecryptionError extends Error {
  override name = 'DecryptionError';
}

/** The key that a long random secret stands for. Its id tells nothing of it. */
export function masterKeyOf(secret: string): EncryptionKey {
  const bytes = derivedKey(Buffer.from(secret), 'master');
  const id = createHash('sha256').update(derivedKey(bytes, 'id')).digest('hex').slice(0, 8);
  return { id, bytes };
}

/** A key for one purpose out of another key (HKDF-SHA256): neither tells the other. */
export function derivedKey(bytes: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), purpose, KEY_BYTES));
}

/**
 * Encrypts a text with AES-256-GCM. `aad`, the additional authenticated data, says where it belongs
 * (such as a column and its row's id): it decrypts nowhere else. The result is
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

/** Decrypts what encrypt() made with the same key and `aad`. Throws DecryptionError. */
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
    throw new DecryptionError('the text was changed or belongs elsewhere', { cause });
  }
}

/** The id of a ciphertext's key. It is not encrypted, and authenticated only by decrypt(). */
export function keyIdOf(ciphertext: string): string | undefined {
  return ciphertext.split('.')[1];
}

const boundTo = (id: string, aad: string) => Buffer.from(`${FORM}.${id}.${aad}`);

// A key that is used again need not be taken in by OpenSSL again: that is half of the cost.
const secrets = new WeakMap<Buffer, KeyObject>();

function secretOf(bytes: Buffer): KeyObject {
  let secret = secrets.get(bytes);
  if (secret === undefined) secrets.set(bytes, (secret = createSecretKey(bytes)));
  return secret;
}
