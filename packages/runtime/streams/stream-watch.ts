import type { Logger } from '../telemetry/index.ts';
import type { EventStreams, StreamEvent } from './event-streams.ts';

/** How often the store is asked for events that another process committed, ms. */
const POLL_INTERVAL_MS = 1_000;
/** Events that a waiter gets at once. */
const MAX_PAGE = 64;

/** Waits for events of streams as they are committed, by this process or by any other. */
export interface StreamWatch {
  /** The same streams; commits through them wake their waiters at once. */
  streams: EventStreams;
  /**
   * The events after a position, at most the oldest 64, as soon as there are any; none when none
   * comes within `waitMs` or the signal ends the wait. Events of another process are seen about a
   * second later. Rejects when the store fails during the read.
   */
  next: (
    stream: string,
    after: number,
    bounds: { signal: AbortSignal; waitMs: number },
  ) => Promise<StreamEvent[]>;
}

/** The waiters for one position of one stream; they share one read of what comes there. */
interface Group {
  stream: string;
  seq: number;
  waiters: Set<(events: Promise<StreamEvent[]>) => void>;
}

/**
 * Opens a watch on streams. However many wait, the store is asked once per interval, for the next
 * position of every watched stream in one read; and not at all while there is no waiter.
 */
export function openStreamWatch(streams: EventStreams, log: Logger): StreamWatch {
  const groups = new Map<string, Group>();
  let planned: NodeJS.Timeout | undefined;

  async function look(watched: Group[]): Promise<void> {
    try {
      const found = await streams.find(watched);
      for (const group of watched) {
        const id = idOf(group.stream, group.seq);
        if (!found.has(id) || groups.get(id) !== group) continue;
        groups.delete(id);
        const page = streams.read(group.stream, group.seq, group.seq + MAX_PAGE - 1);
        // A waiter may be gone by now, and then nothing else handles a failed read.
        page.catch(() => {});
        for (const give of group.waiters) give(page);
      }
    } catch (err) {
      log.warn({ err, count: watched.length }, 'streams could not be polled this time');
    }
  }

  // One poll at a time: the next is planned when the last has ended.
  function poll(): void {
    planned ??= setTimeout(async () => {
      if (groups.size > 0) await look([...groups.values()]);
      planned = undefined;
      if (groups.size > 0) poll();
    }, POLL_INTERVAL_MS);
  }

  function groupAt(stream: string, seq: number): Group {
    const id = idOf(stream, seq);
    let group = groups.get(id);
    if (group === undefined) {
      group = { stream, seq, waiters: new Set() };
      groups.set(id, group);
      void look([group]);
      poll();
    }
    return group;
  }

  return {
    streams: {
      ...streams,
      async append(stream, seq, ...events) {
        const committed = await streams.append(stream, seq, ...events);
        const woken = events.flatMap((_, n) => groups.get(idOf(stream, seq + n)) ?? []);
        if (woken.length > 0) void look(woken);
        return committed;
      },
    },

    async next(stream, after, { signal, waitMs }) {
      if (signal.aborted) return [];
      const group = groupAt(stream, after + 1);
      try {
        return await waitIn(group, { signal, waitMs });
      } finally {
        const id = idOf(stream, group.seq);
        if (group.waiters.size === 0 && groups.get(id) === group) groups.delete(id);
      }
    },
  };
}

async function waitIn(
  { waiters }: Group,
  { signal, waitMs }: { signal: AbortSignal; waitMs: number },
): Promise<StreamEvent[]> {
  const given = Promise.withResolvers<StreamEvent[]>();
  const stop = () => given.resolve([]);
  const timer = setTimeout(stop, waitMs);
  signal.addEventListener('abort', stop, { once: true });
  waiters.add(given.resolve);
  try {
    return await given.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    waiters.delete(given.resolve);
  }
}

function idOf(stream: string, seq: number): string {
  return `${stream}:${seq}`;
}
