import type { Caller } from './caller.ts';

/** Age at which the list is read again, ms. */
const DEFAULT_REFRESH_MS = 15_000;
/** At this multiple of that age callers wait for the read: a revocation takes at most a minute. */
const MAX_STALE = 3;
/** Longest wait for a list of a given age, ms; after it the last list decides. */
const FRESH_WAIT_MS = 1_000;

/** Whose session, account or client it is. */
export type RevocationSubject = Pick<Caller, 'sub' | 'sid'>;

/**
 * Whether the session, account or client of a caller has ended. With `maxAgeMs` the list that decides
 * was read no longer ago than that, 0 being after the question; without, it may be a minute old.
 */
export type IsRevoked = (
  subject: RevocationSubject,
  maxAgeMs?: number,
) => boolean | Promise<boolean>;

/**
 * Whether the issuer has ended the session, account or client of a token before the token expires,
 * from the issuer's list of ids. Questions at the same time share a read. If a read fails or takes
 * long, the last list stays valid and onFailure is called: tokens live only minutes, and the apps must
 * work while the issuer is down.
 */
export function openRevocations({
  load,
  refreshMs = DEFAULT_REFRESH_MS,
  freshWaitMs = FRESH_WAIT_MS,
  onFailure,
  now = Date.now,
}: {
  load: () => Promise<string[]>;
  refreshMs?: number;
  freshWaitMs?: number;
  onFailure: (error: unknown) => void;
  now?: () => number;
}): IsRevoked {
  let ended = new Set<string>();
  let triedAt = Number.NEGATIVE_INFINITY;
  let readAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function read(): Promise<void> {
    triedAt = now();
    try {
      ended = new Set(await load());
      readAt = triedAt;
    } catch (error) {
      onFailure(error);
    } finally {
      loading = undefined;
    }
  }

  const readOnce = () => (loading ??= read());

  /** A read that begins after the call: the next one, for all who ask while another one runs. */
  function readAnew(): Promise<void> {
    if (loading === undefined) return readOnce();
    next ??= loading.then(() => {
      next = undefined;
      return readOnce();
    });
    return next;
  }

  return async ({ sid, sub }, maxAgeMs) => {
    if (maxAgeMs !== undefined && now() - readAt >= maxAgeMs) {
      await atMost(freshWaitMs, maxAgeMs === 0 ? readAnew() : readOnce());
    } else {
      if (now() - triedAt >= refreshMs) void readOnce();
      if (now() - readAt > MAX_STALE * refreshMs) await loading;
    }
    return ended.has(sub) || (sid !== undefined && ended.has(sid));
  };
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
