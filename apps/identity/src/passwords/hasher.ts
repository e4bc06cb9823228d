import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { httpProblem } from 'dapr-actor-runtime/server';
import { canonicalPassword } from '../domain/password.ts';

/** Argon2's degree of parallelism (p). */
const PARALLELISM = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Hashes that wait for a thread; further ones are refused at once, so that overload stays short. */
const MAX_QUEUED_HASHES = 64;
const PHC_FORMAT =
  /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const runArgon2 = promisify(argon2);

export interface Hasher {
  /** Hashes a new password. Rejects with unavailable if too many hashes are queued. */
  hash(password: string): Promise<string>;
  /** Whether a password matches a hash. Without a hash it does the same work and answers false. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether a hash was made with a lower cost than the current one. */
  isOutdated(hash: string): boolean;
}

export interface HashCost {
  memoryKib: number;
  passes: number;
}

/**
 * Hashes passwords with argon2id and a pepper that is in no database. One hash runs per core, on
 * Node's thread pool; a bounded number is queued.
 */
export function openHasher({ memoryKib, passes, pepper }: HashCost & { pepper: Buffer }): Hasher {
  const limit = limitConcurrency(availableParallelism(), MAX_QUEUED_HASHES);
  const dummy = formatPhc({ memoryKib, passes }, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

  function derive(password: string, cost: HashCost, nonce: Buffer): Promise<Buffer> {
    return limit(() =>
      runArgon2('argon2id', {
        message: canonicalPassword(password),
        nonce,
        parallelism: PARALLELISM,
        memory: cost.memoryKib,
        passes: cost.passes,
        tagLength: HASH_BYTES,
        secret: pepper,
      }),
    );
  }

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      return formatPhc(
        { memoryKib, passes },
        salt,
        await derive(password, { memoryKib, passes }, salt),
      );
    },
    async verify(password, hash) {
      const { cost, salt, tag } = parsePhc(hash ?? dummy);
      const matches = timingSafeEqual(await derive(password, cost, salt), tag);
      return matches && hash !== undefined;
    },
    isOutdated(hash) {
      const { cost } = parsePhc(hash);
      return cost.memoryKib < memoryKib || cost.passes < passes;
    },
  };
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

function formatPhc({ memoryKib, passes }: HashCost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${PARALLELISM}$${base64(salt)}$${base64(tag)}`;
}

function parsePhc(hash: string): { cost: HashCost; salt: Buffer; tag: Buffer } {
  const [, memoryKib, passes, , salt = '', tag = ''] = PHC_FORMAT.exec(hash) ?? [];
  if (memoryKib === undefined) throw new Error('a stored password hash is malformed');
  return {
    cost: { memoryKib: Number(memoryKib), passes: Number(passes) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function limitConcurrency(maxRunning: number, maxQueued: number) {
  let running = 0;
  const queue: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= maxRunning) {
      if (queue.length >= maxQueued) {
        throw httpProblem('unavailable', 'Too many passwords are being hashed. Try again.');
      }
      // Finished work hands its slot to the next in the queue, so `running` does not change.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
