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
  /** Batches at once; default 1. */
  maxRunning?: number;
  /**
   * How long waiting items wait for the latest batch, ms; then the next batch starts beside it.
   * Default: until it has ended.
   */
  patienceMs?: number;
}

interface Waiting<I, O> {
  item: I;
  answered: PromiseWithResolvers<O>;
}

/**
 * Combines calls for single items into batches, so that many calls share one transaction, one lock
 * or one request. An item that finds no batch running starts in the same round of the event loop,
 * with those that arrive in this round; items that arrive in the meantime form the next batch. A
 * batch that hangs delays later ones, for `patienceMs` at most, so its work needs a time limit.
 */
export function createBatcher<I, O>({
  run,
  fits,
  splitOnError,
  maxRunning = 1,
  patienceMs = Number.POSITIVE_INFINITY,
}: BatchWork<I, O>): (item: I) => Promise<O> {
  const queue: Waiting<I, O>[] = [];
  let running = 0;
  let latest: { since: number } | undefined;
  let isStarting = false;
  let patience: NodeJS.Timeout | undefined;

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
    isStarting = false;
    if (queue.length === 0 || running >= maxRunning) return;
    const waitMs = latest === undefined ? 0 : latest.since + patienceMs - performance.now();
    if (waitMs > 0) return startIn(waitMs);
    const own = { since: performance.now() };
    latest = own;
    running += 1;
    void runBatch(takeBatch(queue, fits)).finally(() => {
      running -= 1;
      if (latest === own) latest = undefined;
      start();
    });
    start();
  }

  function startIn(waitMs: number): void {
    if (waitMs === Number.POSITIVE_INFINITY) return;
    patience ??= setTimeout(() => {
      patience = undefined;
      start();
    }, Math.ceil(waitMs));
  }

  return (item) => {
    const answered = Promise.withResolvers<O>();
    queue.push({ item, answered });
    // Not at once: callers that were answered together arrive one after another in one round.
    if (!isStarting && running < maxRunning) {
      isStarting = true;
      setImmediate(start);
    }
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
