import { once } from 'node:events';
import type { Context } from 'koa';
import { httpProblem } from '../server/problems.ts';

/** Longest pause of a reader while sent data waits for it, ms. */
const SLOW_READER_MS = 15_000;
/** `Retry-After` when too many streams are open, s. */
const RETRY_AFTER_S = 5;

/** The chunks of an answer, produced as the reader takes them. */
type Chunks = AsyncIterable<string | Uint8Array>;

/** For whom an answer is streamed, and what they may hold at once. */
export interface StreamHolder {
  /** Names them among all holders. */
  name: string;
  /** Most open streams of this holder. */
  max: number;
  /** Whether they also get the places that are reserved. */
  mayUseReserve: boolean;
}

/** The streamed answers of an app: a limited number at once, and none once it stops. */
export interface StreamedAnswers {
  /**
   * Answers chunk by chunk until the chunks end, the client disconnects, or the app stops; in the
   * last two cases the signal is aborted. `open` sets the headers before it returns; a problem that
   * it throws is answered like any other. While the reader is slow, no further chunk is requested;
   * a reader that takes nothing for 15 s is disconnected. Rejects with unavailable if too many
   * streams are open, and with rate-limited if too many of them are the holder's.
   */
  answer: (
    ctx: Context,
    open: (signal: AbortSignal) => Promise<Chunks>,
    holder?: StreamHolder,
  ) => Promise<void>;
  /** Ends all streams and refuses new ones. */
  close: () => Promise<void>;
}

/**
 * Opens the streamed answers of an app: at most `max` at once, the last `reserved` of them only for
 * holders who may use the reserve.
 */
export function openStreamedAnswers({
  max,
  reserved = 0,
  slowReaderMs = SLOW_READER_MS,
}: {
  max: number;
  reserved?: number;
  slowReaderMs?: number;
}): StreamedAnswers {
  const open = new Map<AbortController, StreamHolder | undefined>();
  let closed = false;

  function requirePlace(ctx: Context, holder: StreamHolder | undefined): void {
    const holders = [...open.values()];
    const isLimited = (one: StreamHolder | undefined) => one?.mayUseReserve === false;
    const noPlace = isLimited(holder) && holders.filter(isLimited).length >= max - reserved;
    if (closed || noPlace || open.size >= max) {
      ctx.set('retry-after', String(RETRY_AFTER_S));
      throw httpProblem('unavailable', 'Too many streams are open. Try again.');
    }
    if (holder === undefined) return;
    const own = holders.filter((one) => one?.name === holder.name).length;
    if (own < holder.max) return;
    ctx.set('retry-after', String(RETRY_AFTER_S));
    throw httpProblem(
      'rate-limited',
      `You have ${own} open streams, and may have ${holder.max} at once. Close one.`,
    );
  }

  return {
    async answer(ctx, begin, holder) {
      requirePlace(ctx, holder);
      const ended = new AbortController();
      const end = () => ended.abort();
      open.set(ended, holder);
      ctx.res.once('close', end);
      try {
        const chunks = await begin(ended.signal);
        await send(ctx, chunks, { ended: ended.signal, slowReaderMs });
      } catch (error) {
        // The client has disconnected, so nobody would read the error.
        if (!ctx.res.destroyed) throw error;
        ctx.respond = false;
      } finally {
        ctx.res.off('close', end);
        open.delete(ended);
        end();
      }
    },

    async close() {
      closed = true;
      for (const ended of open.keys()) ended.abort();
    },
  };
}

async function send(
  ctx: Context,
  chunks: Chunks,
  { ended, slowReaderMs }: { ended: AbortSignal; slowReaderMs: number },
): Promise<void> {
  const { res } = ctx;
  ctx.respond = false;
  ctx.flushHeaders();
  if (ctx.method === 'HEAD') return void res.end();
  try {
    for await (const chunk of chunks) {
      if (ended.aborted) break;
      if (res.write(chunk)) continue;
      await once(res, 'drain', {
        signal: AbortSignal.any([ended, AbortSignal.timeout(slowReaderMs)]),
      });
    }
    res.end();
  } catch (error) {
    if (ended.aborted && !res.writableNeedDrain) return void res.end();
    // The status is already sent: only a closed connection can show the error to the client.
    res.destroy();
    if (!ended.aborted && !isTimeout(error)) ctx.app.emit('error', error, ctx);
  }
}

function isTimeout(error: unknown): boolean {
  return ((error as Error).cause as Error | undefined)?.name === 'TimeoutError';
}
