import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { httpProblem } from '@commerce/runtime/http';
import { canonicalPassword } from '../domain/password.ts';

const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Hashes that wait for a turn; more are refused at once, so that overload stays short. */
const MAX_WAITING_HASHES = 64;
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const runArgon2 = promisify(argon2);

export interface Hasher {
  /** The hash of a new password. Rejects with unavailable when too many wait. */
  hash(password: string): Promise<string>;
  /** Whether the password fits the hash. Without a hash the same work is done, and it never fits. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether a hash was made with less than is asked for now. */
  isOutdated(hash: string): boolean;
}

export interface HashCost {
  memoryKib: number;
  passes: number;
}

/**
 * Hashes passwords with argon2id and a pepper that stands in no database. As many run at once as
 * there are cores, on Node's own threads; a bounded number waits.
 */
export function openHasher({ memoryKib, passes, pepper }: HashCost & { pepper: Buffer }): Hasher {
  const turn = boundedTurns(availableParallelism(), MAX_WAITING_HASHES);
  const dummy = phc({ memoryKib, passes }, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

  function derive(password: string, cost: HashCost, nonce: Buffer): Promise<Buffer> {
    return turn(() =>
      runArgon2('argon2id', {
        message: canonicalPassword(password),
        nonce,
        parallelism: LANES,
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
      return phc({ memoryKib, passes }, salt, await derive(password, { memoryKib, passes }, salt));
    },
    async verify(password, hash) {
      const { cost, salt, tag } = parsed(hash ?? dummy);
      const same = timingSafeEqual(await derive(password, cost, salt), tag);
      return same && hash !== undefined;
    },
    isOutdated(hash) {
      const { cost } = parsed(hash);
      return cost.memoryKib < memoryKib || cost.passes < passes;
    },
  };
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

function phc({ memoryKib, passes }: HashCost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${LANES}$${base64(salt)}$${base64(tag)}`;
}

function parsed(hash: string): { cost: HashCost; salt: Buffer; tag: Buffer } {
  const [, memoryKib, passes, , salt = '', tag = ''] = FORM.exec(hash) ?? [];
  if (memoryKib === undefined) throw new Error('a stored password hash is malformed');
  return {
    cost: { memoryKib: Number(memoryKib), passes: Number(passes) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function boundedTurns(maxRunning: number, maxWaiting: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= maxRunning) {
      if (waiting.length >= maxWaiting) {
        throw httpProblem('unavailable', 'Too many passwords are being checked. Try again.');
      }
      // Whoever ends hands its place on, so the number of those that run stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
