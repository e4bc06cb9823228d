import type { Context } from 'koa';

/** How long a request waits for its order's end when it names no other wait, ms. */
const DEFAULT_WAIT_MS = 8_000;
const MAX_WAIT_MS = 15_000;

/**
 * How long the client wants to wait for the end state (RFC 7240): `Prefer: respond-async` not at
 * all, `Prefer: wait=<s>` that long, at most 15 s.
 */
export function waitOf(ctx: Context): { respondAsync: boolean; waitMs: number } {
  const prefer = ctx.get('prefer').toLowerCase();
  const wait = /(?:^|[,;\s])wait=(\d{1,4})(?:$|[,;\s])/.exec(prefer)?.[1];
  return {
    respondAsync: /(?:^|[,\s])respond-async(?:$|[,;\s])/.test(prefer),
    waitMs: wait === undefined ? DEFAULT_WAIT_MS : Math.min(Number(wait) * 1000, MAX_WAIT_MS),
  };
}

/** The result, or undefined when it is not there after `ms`. The work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
