import type { TokenCaller } from './caller.ts';

/** Age at which the list is read again, ms. */
const DEFAULT_REFRESH_MS = 15_000;
/** At this multiple of that age callers wait for the read: a revocation takes at most a minute. */
const MAX_STALE = 3;

/**
 * Whether the issuer has ended the session, account or client of a token before the token expires,
 * from the issuer's list of ids. If a read fails, the last list stays valid and onFailure is
 * called: tokens live only minutes, and the apps must work while the issuer is down.
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
