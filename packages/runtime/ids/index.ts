import { createHash, randomBytes } from 'node:crypto';

let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562) as 32 hex digits: 48 bits of Unix milliseconds, then a 12-bit counter that
 * keeps ids of one process in order within a millisecond, then 62 random bits.
 */
export function uuidv7(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  const random = randomBytes(8);
  random[0] = ((random[0] as number) & 0x3f) | 0x80;
  const head = lastMs.toString(16).padStart(12, '0');
  return `${head}7${sequence.toString(16).padStart(3, '0')}${random.toString('hex')}`;
}

/**
 * An id of 32 hex digits: always the same for the same parts, and different for others (SHA-256).
 */
export function derivedId(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex').slice(0, 32);
}
