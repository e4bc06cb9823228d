import type { components, Problem } from './api.ts';

/** Pause before a stream that ended is opened again, unless the server names another, ms. */
const RECONNECT_MS = 2_000;
/** Longest silence of a stream, ms: the server sends a comment every 15 s. */
const MAX_SILENCE_MS = 45_000;
/** Statuses after which the same request may succeed later. */
const TRY_AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);

type StreamEvent = components['schemas']['StreamEvent'];

/** The server refuses the stream, and would refuse it again. */
export class StreamRefused extends Error {
  override name = 'StreamRefused';
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(`the stream is refused: ${problem?.detail ?? status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** How to follow an order. */
export interface Following {
  /** The access token of a request; called before each one. Without it, as a guest. */
  token?: () => Promise<string>;
  /** The number of the last event that is known; by default 0. */
  after?: number;
  /** Ends the stream. */
  signal?: AbortSignal;
}

/**
 * The events of an order, past ones first, then each one as it happens. Opens the stream again when it
 * ends, the network fails or the server is busy, so that each event is given exactly once. Ends with the
 * signal; rejects with StreamRefused if the caller may not follow the order (any more).
 */
export async function* followOrder(
  baseUrl: string,
  orderId: string,
  { token, after = 0, signal }: Following = {},
): AsyncGenerator<StreamEvent, void> {
  const url = `${baseUrl}/orders/${encodeURIComponent(orderId)}/stream`;
  let last = after;
  while (signal?.aborted !== true) {
    const answer = await open(url, { last, token, signal });
    let pauseMs = pauseAfter(answer);
    if (answer?.ok === true) {
      for await (const { id, data, retry } of messagesOf(answer)) {
        if (retry !== undefined) pauseMs = Number(retry);
        if (data === undefined) continue;
        last = Number(id);
        yield JSON.parse(data) as StreamEvent;
      }
    } else if (answer !== undefined && !TRY_AGAIN.has(answer.status)) {
      throw new StreamRefused(answer.status, await problemOf(answer));
    }
    await pause(pauseMs, signal);
  }
}

/** The answer, or undefined if there is none. */
async function open(
  url: string,
  { last, token, signal }: { last: number; token: Following['token']; signal: Following['signal'] },
): Promise<Response | undefined> {
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (last > 0) headers['last-event-id'] = String(last);
  if (token !== undefined) headers['authorization'] = `Bearer ${await token()}`;
  return fetch(url, { headers, redirect: 'manual', ...(signal && { signal }) }).catch(
    () => undefined,
  );
}

function pauseAfter(answer: Response | undefined): number {
  const seconds = Number(answer?.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : RECONNECT_MS;
}

async function problemOf(answer: Response): Promise<Problem | undefined> {
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
  return isProblem === true ? ((await answer.json()) as Problem) : undefined;
}

/** The messages of a stream until it ends or breaks off. */
async function* messagesOf(answer: Response): AsyncGenerator<Partial<Record<string, string>>> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let text = '';
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read());
      if (done) return;
      text += value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      yield* blocks.map(fieldsOf);
    }
  } catch {
    // Broken off: the caller connects again after the last message.
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function fieldsOf(block: string): Partial<Record<string, string>> {
  return Object.fromEntries(
    block.split('\n').flatMap((line) => {
      const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value]];
    }),
  ) as Partial<Record<string, string>>;
}

async function withinSilence<T>(read: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the stream is silent')), MAX_SILENCE_MS);
  });
  return Promise.race([read, silence]).finally(() => clearTimeout(timer));
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, signal?.aborted === true ? 0 : ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
