/** What is done for many at once, and how its groups are made. */
export interface BatchWork<I, O> {
  /** Does the work for a group; answers one result an item, in their order. */
  run: (items: I[]) => Promise<O[]>;
  /** Whether the next one that waits may join a group that has begun. */
  fits: (group: readonly I[], next: I) => boolean;
  /**
   * Whether a group that failed like this is taken apart, so that one bad item fails no other.
   * Otherwise all its callers hear of the failure.
   */
  splitOnError: (error: unknown) => boolean;
}

interface Waiting<I, O> {
  item: I;
  answered: PromiseWithResolvers<O>;
}

/**
 * Work for one item at a time to the caller, for all that wait together to what does it: a
 * transaction is committed, a lock taken, once for many. An item that meets no other starts at
 * once; those that come meanwhile are the next group. A group that hangs holds up all behind it, so
 * its work needs a bound.
 */
export function createBatcher<I, O>({
  run,
  fits,
  splitOnError,
}: BatchWork<I, O>): (item: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let isRunning = false;

  async function runGroup(group: Waiting<I, O>[]): Promise<void> {
    try {
      const results = await run(group.map(({ item }) => item));
      group.forEach(({ answered }, n) => answered.resolve(results[n] as O));
    } catch (error) {
      if (group.length > 1 && splitOnError(error)) {
        await Promise.all(group.map((one) => runGroup([one])));
      } else {
        for (const { answered } of group) answered.reject(error);
      }
    }
  }

  function start(): void {
    if (isRunning || waiting.length === 0) return;
    isRunning = true;
    void runGroup(takeGroup(waiting, fits)).finally(() => {
      isRunning = false;
      start();
    });
  }

  return (item) => {
    const answered = Promise.withResolvers<O>();
    waiting.push({ item, answered });
    start();
    return answered.promise;
  };
}

function takeGroup<I, O>(waiting: Waiting<I, O>[], fits: BatchWork<I, O>['fits']): Waiting<I, O>[] {
  const items: I[] = [];
  for (const { item } of waiting) {
    if (items.length > 0 && !fits(items, item)) break;
    items.push(item);
  }
  return waiting.splice(0, items.length);
}
