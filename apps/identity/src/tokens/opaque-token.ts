import { hash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A secret that nobody can guess: 256 random bits as base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * What is stored of such a secret. A plain hash is enough: there are too many secrets to try, unlike
 * passwords that people choose.
 */
export function hashOfToken(token: string): string {
  return hash('sha256', token, 'hex');
}
