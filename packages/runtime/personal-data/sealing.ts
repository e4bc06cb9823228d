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

/** A key of 256 bits and the id that stands in what it sealed. */
export interface SealingKey {
  id: string;
  bytes: Buffer;
}

/** Thrown when a sealed text was changed, stands in another place, or is of another key. */
export class SealBroken extends Error {
  override name = 'SealBroken';
}

/** The key that a long random secret stands for. Its id tells nothing of it. */
export function masterKeyOf(secret: string): SealingKey {
  const bytes = derivedKey(Buffer.from(secret), 'master');
  const id = createHash('sha256').update(derivedKey(bytes, 'id')).digest('hex').slice(0, 8);
  return { id, bytes };
}

/** A key for one purpose out of another key (HKDF-SHA256): neither tells the other. */
export function derivedKey(bytes: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), purpose, KEY_BYTES));
}

/**
 * Seals a text with AES-256-GCM. `place` says where it belongs (such as a column and its row's id):
 * it opens nowhere else. The result is `v1.<key id>.<base64url>`.
 */
export function seal({ id, bytes }: SealingKey, text: string | Uint8Array, place: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, secretOf(bytes), iv).setAAD(aad(id, place));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const all = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  return `${FORM}.${id}.${all.toString('base64url')}`;
}

/** Opens what seal() made for the same place. Throws SealBroken. */
export function open({ id, bytes }: SealingKey, sealed: string, place: string): Buffer {
  const [form, keyId, body = ''] = sealed.split('.');
  const all = Buffer.from(body, 'base64url');
  if (form !== FORM || all.length < IV_BYTES + TAG_BYTES) throw new SealBroken('no sealed text');
  if (keyId !== id) throw new SealBroken(`sealed with the key ${keyId}, not ${id}`);
  const tagged = all.subarray(IV_BYTES);
  const decipher = createDecipheriv(CIPHER, secretOf(bytes), all.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(aad(id, place)).setAuthTag(tagged.subarray(0, TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(tagged.subarray(TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('the text was changed or belongs elsewhere', { cause });
  }
}

/** The id of the key that sealed a text: it stands in clear, and is true once the text has opened. */
export function keyIdOf(sealed: string): string | undefined {
  return sealed.split('.')[1];
}

const aad = (id: string, place: string) => Buffer.from(`${FORM}.${id}.${place}`);

// A key that is used again need not be taken in by OpenSSL again: that is half of the cost.
const secrets = new WeakMap<Buffer, KeyObject>();

function secretOf(bytes: Buffer): KeyObject {
  let secret = secrets.get(bytes);
  if (secret === undefined) secrets.set(bytes, (secret = createSecretKey(bytes)));
  return secret;
}
