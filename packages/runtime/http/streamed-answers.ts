import { once } from 'node:events';
import type { Context } from 'koa';
import { httpProblem } from './problems.ts';

/** Longest that a reader may leave what was sent to it unread, ms. */
const SLOW_READER_MS = 15_000;
/** What a client that found no room is told to wait, seconds. */
const RETRY_AFTER_S = 5;

/** The pieces of an answer, made or fetched as the reader takes them. */
type Pieces = AsyncIterable<string | Uint8Array>;

/** Answers that stay open and grow: at most so many at once in an app, and none once it stops. */
export interface StreamedAnswers {
  /**
   * Answers piece by piece, until the pieces end, the client goes, or the app stops: the signal tells
   * `open` and its pieces of the last two. A problem that `open` throws is answered like any other; it
   * sets the headers before it returns. A reader that takes nothing for 15 s is cut off; until then
   * no further piece is asked for. Rejects with unavailable when there is no room.
   */
  answer: (ctx: Context, open: (signal: AbortSignal) => Promise<Pieces>) => Promise<void>;
  /** Ends all of them and takes no more. */
  close: () => Promise<void>;
}

/** Opens the streamed answers of an app. */
export function openStreamedAnswers({
  max,
  slowReaderMs = SLOW_READER_MS,
}: {
  max: number;
  slowReaderMs?: number;
}): StreamedAnswers {
  const open = new Set<AbortController>();
  let closed = false;

  return {
    async answer(ctx, begin) {
      if (closed || open.size >= max) {
        ctx.set('retry-after', String(RETRY_AFTER_S));
        throw httpProblem('unavailable', 'There is no room for another open stream. Try again.');
      }
      const ended = new AbortController();
      const end = () => ended.abort();
      open.add(ended);
      ctx.res.once('close', end);
      try {
        const pieces = await begin(ended.signal);
        await send(ctx, pieces, { ended: ended.signal, slowReaderMs });
      } catch (error) {
        // Nobody is left to be told.
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
      for (const ended of open) ended.abort();
    },
  };
}

async function send(
  ctx: Context,
  pieces: Pieces,
  { ended, slowReaderMs }: { ended: AbortSignal; slowReaderMs: number },
): Promise<void> {
  const { res } = ctx;
  ctx.respond = false;
  ctx.flushHeaders();
  if (ctx.method === 'HEAD') return void res.end();
  try {
    for await (const piece of pieces) {
      if (ended.aborted) break;
      if (res.write(piece)) continue;
      await once(res, 'drain', {
        signal: AbortSignal.any([ended, AbortSignal.timeout(slowReaderMs)]),
      });
    }
    res.end();
  } catch (error) {
    if (ended.aborted && !res.writableNeedDrain) return void res.end();
    // Its status is sent, so a cut is all that can tell the client.
    res.destroy();
    if (!ended.aborted && !isTimeout(error)) ctx.app.emit('error', error, ctx);
  }
}

function isTimeout(error: unknown): boolean {
  return ((error as Error).cause as Error | undefined)?.name === 'TimeoutError';
}
