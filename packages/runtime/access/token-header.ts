import { TokenRefused } from './caller.ts';

/** Largest difference between the clocks of issuer and verifier, s. */
export const LEEWAY_SECONDS = 30;

/** A part of a token as JSON. It is untrusted until the signature is verified. Throws TokenRefused. */
export function parsedPart(token: string, index: 0 | 1): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(token.split('.', 2)[index] ?? '', 'base64url').toString());
  } catch {
    throw new TokenRefused('a part of the token is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TokenRefused('a part of the token is not an object');
  }
  return value as Record<string, unknown>;
}
