/**
 * Runs the work over all items with at most `concurrency` of them under way. Rejects with the first
 * error once the work already begun has ended; nothing more is begun after an error.
 */
export async function forEachBounded<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const errors: unknown[] = [];
  async function drain(): Promise<void> {
    for (const item of queue) {
      if (errors.length > 0) return;
      try {
        await work(item);
      } catch (error) {
        errors.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, drain));
  if (errors.length > 0) throw errors[0];
}
