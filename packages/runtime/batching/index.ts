/** The work that a batch does, and how batches are formed. */
export interface BatchWork<I, O> {
  /** Does the work for a batch; returns one result per item, in the same order. */
  run: (items: I[]) => Promise<O[]>;
  /** Whether the next waiting item may join this batch. */
  fits: (batch: readonly I[], next: I) => boolean;
  /**
   * Whether a batch that failed with this error is run again item by item, so that one bad item
   * does not fail the others. Otherwise all callers in the batch get the error.
   */
  splitOnError: (error: unknown) => boolean;
}

interface Waiting<I, O> {
  item: I;
  answered: PromiseWithResolvers<O>;
}

/**
 * Combines calls for single items into batches, so that many calls share one transaction or one
 * lock. An item that finds no batch running starts at once; items that arrive in the meantime form
 * the next batch. A batch that hangs delays all later ones, so its work needs a time limit.
 */
export function createBatcher<I, O>({
  run,
  fits,
  splitOnError,
}: BatchWork<I, O>): (item: I) => Promise<O> {
  const queue: Waiting<I, O>[] = [];
  let isRunning = false;

  async function runBatch(batch: Waiting<I, O>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      batch.forEach(({ answered }, n) => answered.resolve(results[n] as O));
    } catch (error) {
      if (batch.length > 1 && splitOnError(error)) {
        await Promise.all(batch.map((one) => runBatch([one])));
      } else {
        for (const { answered } of batch) answered.reject(error);
      }
    }
  }

  function start(): void {
    if (isRunning || queue.length === 0) return;
    isRunning = true;
    void runBatch(takeBatch(queue, fits)).finally(() => {
      isRunning = false;
      start();
    });
  }

  return (item) => {
    const answered = Promise.withResolvers<O>();
    queue.push({ item, answered });
    start();
    return answered.promise;
  };
}

function takeBatch<I, O>(queue: Waiting<I, O>[], fits: BatchWork<I, O>['fits']): Waiting<I, O>[] {
  const items: I[] = [];
  for (const { item } of queue) {
    if (items.length > 0 && !fits(items, item)) break;
    items.push(item);
  }
  return queue.splice(0, items.length);
}
