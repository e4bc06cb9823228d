import { setTimeout as wait } from 'node:timers/promises';
import { BROKEN, LOST, type Answer } from './answer.ts';

/** `tok_shaky_<seed>`: authorized, but requests about it go wrong, in an order that the seed decides. */
const SHAKY = /^tok_shaky_(\d{1,9})$/;
/** How late a late answer is, ms: beyond the patience of most merchants. */
const LATE_MS = 11_000;
/** Of this many requests in a row, one is answered in time. */
const ANSWERED_EVERY = 3;

const FAULTS = [
  ...(['lost', 'lost', 'lost', 'dropped', 'dropped', 'broken', 'broken'] as const),
  ...(['none', 'none', 'none', 'none', 'none', 'none', 'none'] as const),
  'late' as const,
];

/** Whether requests with the token go wrong at random. */
export function isShaky(token: string): boolean {
  return SHAKY.test(token);
}

/**
 * Lets requests with a shaky token go wrong: `lost` is done without an answer, `dropped` and `broken` are not
 * done, `late` is answered after the merchant has given up. The requests about a reference are counted, so the
 * same requests with the same token go wrong in the same way.
 */
export function createFaults() {
  const counts = new Map<string, number>();

  function next(reference: string, token: string | undefined): (typeof FAULTS)[number] {
    const seed = token === undefined ? undefined : SHAKY.exec(token)?.[1];
    if (seed === undefined) return 'none';
    const count = counts.get(reference) ?? 0;
    counts.set(reference, count + 1);
    if (count % ANSWERED_EVERY === ANSWERED_EVERY - 1) return 'none';
    return FAULTS[scrambled(Number(seed) * 1_000 + count) % FAULTS.length] ?? 'none';
  }

  return async function disturbed(
    { reference, token }: { reference: string; token: string | undefined },
    work: () => Promise<Answer | typeof LOST>,
  ): Promise<Answer | typeof LOST> {
    const fault = next(reference, token);
    switch (fault) {
      case 'none':
        return work();
      case 'lost':
        await work();
        return LOST;
      case 'dropped':
        return LOST;
      case 'broken':
        return BROKEN;
      case 'late': {
        const answer = await work();
        await wait(LATE_MS);
        return answer;
      }
    }
  };
}

export type Declines = ReturnType<typeof createDeclines>;

/** Declines a share of the new authorizations, whatever their token: at first none. */
export function createDeclines() {
  let percent = 0;
  let due = 0;
  return {
    /** From now on, of each hundred that would be authorized, this many are declined, evenly spread. */
    setPercent(value: number): void {
      percent = value;
      due = 0;
    },
    /** Whether the next one is declined. */
    isNext(): boolean {
      due += percent;
      if (due < 100) return false;
      due -= 100;
      return true;
    },
  };
}

/** A whole number that looks random, always the same for the same input. */
function scrambled(input: number): number {
  let bits = Math.imul(input ^ (input >>> 16), 0x45d9f3b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  return (bits ^ (bits >>> 16)) >>> 0;
}
