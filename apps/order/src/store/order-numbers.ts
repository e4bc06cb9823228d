import type { Database } from 'dapr-actor-runtime/postgres';

/** Numbers that a process takes at once: the increment of the sequence. */
const BLOCK = 50;

export type OrderNumbers = ReturnType<typeof openOrderNumbers>;

/**
 * The numbers of new orders. Each process takes blocks of them from a sequence, so that a number costs
 * no round trip; what it has left when it ends is never used, which leaves gaps.
 */
export function openOrderNumbers(database: Database) {
  let block: { next: number; end: number } | undefined;
  let reading: Promise<void> | undefined;

  async function readBlock(): Promise<void> {
    const { rows } = await database.query<{ first: number }>({
      name: 'take-order-numbers',
      text: `SELECT nextval('order_numbers') AS first`,
    });
    const [row] = rows;
    if (row === undefined) throw new Error('the sequence of order numbers answered nothing');
    const first = Number(row.first);
    block = { next: first, end: first + BLOCK };
  }

  return {
    /** The next number. Rejects if the database does not answer. */
    async take(): Promise<string> {
      while (block === undefined || block.next === block.end) {
        reading ??= readBlock().finally(() => {
          reading = undefined;
        });
        await reading;
      }
      const number = block.next;
      block.next += 1;
      return String(number);
    },
  };
}
