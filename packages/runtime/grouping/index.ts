/** What is done for many at once, and how its groups are made. */
export interface GroupedWork<I, O> {
  /** Does the work for a group; answers one result an item, in their order. */
  run: (items: I[]) => Promise<O[]>;
  /** Whether the next one that waits may join a group that has begun. */
  fits: (group: readonly I[], next: I) => boolean;
  /** Groups under way at once. */
  maxAtOnce: number;
  /**
   * Whether a group that failed like this is taken apart, so that one bad item fails no other.
   * Otherwise all its callers hear of the failure.
   */
  takesApart: (error: unknown) => boolean;
}

interface Waiting<I, O> {
  item: I;
  answered: PromiseWithResolvers<O>;
}

/**
 * Work for one item at a time to the caller, for all that wait together to what does it: a
 * transaction is committed, a lock taken, once for many. An item that meets no other starts at
 * once; nothing is delayed to gather more.
 */
export function grouped<I, O>({
  run,
  fits,
  maxAtOnce,
  takesApart,
}: GroupedWork<I, O>): (item: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let running = 0;

  async function runGroup(group: Waiting<I, O>[]): Promise<void> {
    try {
      const results = await run(group.map(({ item }) => item));
      group.forEach(({ answered }, n) => answered.resolve(results[n] as O));
    } catch (error) {
      if (group.length > 1 && takesApart(error)) {
        await Promise.all(group.map((one) => runGroup([one])));
      } else {
        for (const { answered } of group) answered.reject(error);
      }
    }
  }

  function start(): void {
    while (running < maxAtOnce && waiting.length > 0) {
      running += 1;
      void runGroup(takeGroup(waiting, fits)).finally(() => {
        running -= 1;
        start();
      });
    }
  }

  return (item) => {
    const answered = Promise.withResolvers<O>();
    waiting.push({ item, answered });
    start();
    return answered.promise;
  };
}

function takeGroup<I, O>(
  waiting: Waiting<I, O>[],
  fits: GroupedWork<I, O>['fits'],
): Waiting<I, O>[] {
  const items: I[] = [];
  for (const { item } of waiting) {
    if (items.length > 0 && !fits(items, item)) break;
    items.push(item);
  }
  return waiting.splice(0, items.length);
}
