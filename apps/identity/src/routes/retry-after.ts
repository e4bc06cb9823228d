import type { Context, Middleware } from 'koa';
import { TooManyAttempts } from '../throttling/attempt-limiter.ts';

/** Middleware that tells a throttled client when its next attempt is possible. */
export const retryAfter: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    setRetryAfter(ctx, error);
    throw error;
  }
};

/** Sets `Retry-After` if the error is TooManyAttempts. */
export function setRetryAfter(ctx: Context, error: unknown): void {
  if (error instanceof TooManyAttempts) ctx.set('retry-after', String(error.retryAfterSeconds));
}
