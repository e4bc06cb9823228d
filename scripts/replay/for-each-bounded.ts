/**
 * Runs the work for all items, at most `concurrency` at once. Rejects with the first error after
 * the running work has ended; starts nothing after an error.
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
