import type { TokenCaller } from './caller.ts';

/** How old the list may be before it is read again, ms. */
const DEFAULT_REFRESH_MS = 15_000;
/** How many times that old it may be for a caller not to wait: an ended session ends in a minute. */
const MAX_STALE = 3;

/**
 * Sessions and clients that ended before their last token did, as their issuer lists them (ids of
 * sessions, and of accounts or clients). A read that fails leaves the last list in force and is told
 * to onFailure: a token lives for minutes only, and reads must not end with the issuer's.
 */
export function openRevocations({
  load,
  refreshMs = DEFAULT_REFRESH_MS,
  onFailure,
  now = Date.now,
}: {
  load: () => Promise<string[]>;
  refreshMs?: number;
  onFailure: (error: unknown) => void;
  now?: () => number;
}): (caller: TokenCaller) => Promise<boolean> {
  let ended = new Set<string>();
  let triedAt = Number.NEGATIVE_INFINITY;
  let readAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | undefined;

  async function read(): Promise<void> {
    triedAt = now();
    try {
      ended = new Set(await load());
      readAt = now();
    } catch (error) {
      onFailure(error);
    } finally {
      loading = undefined;
    }
  }

  return async ({ sid, sub }) => {
    if (now() - triedAt >= refreshMs) loading ??= read();
    if (now() - readAt > MAX_STALE * refreshMs) await loading;
    return ended.has(sub) || (sid !== undefined && ended.has(sid));
  };
}
