import { hash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const ID_BYTES = 16;

/** A secret that cannot be guessed: 256 random bits, base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * The hash under which such a secret is stored. A plain SHA-256 is enough: unlike passwords, random
 * secrets cannot be searched.
 */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** A random id with the prefix of its kind, such as `cus_` and 32 hexadecimal digits. */
export function randomId(kind: 'cus' | 'ses' | 'adr'): string {
  return `${kind}_${randomBytes(ID_BYTES).toString('hex')}`;
}
