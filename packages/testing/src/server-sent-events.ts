import { setTimeout as pause } from 'node:timers/promises';

/** Longest wait for the next event of a stream, ms. */
const NEXT_TIMEOUT_MS = 30_000;

/** One server-sent event: its fields, with the data parsed as JSON. */
export interface ServerSentEvent {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** An open stream of server-sent events. */
export interface EventStreamClient {
  status: number;
  headers: Headers;
  /** The next event, skipping comments. Throws after 30 s; undefined when the stream has ended. */
  next: () => Promise<ServerSentEvent | undefined>;
  /** Everything received so far, as text. */
  text: () => string;
  /** Disconnects like a killed client. */
  close: () => void;
}

/** Opens a stream of server-sent events, whatever the status of the answer is. */
export async function openServerSentEvents(
  url: string,
  headers: Record<string, string> = {},
): Promise<EventStreamClient> {
  const abort = new AbortController();
  const answer = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: abort.signal,
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let taken = 0;

  async function next(): Promise<ServerSentEvent | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n', taken);
      if (end !== -1) {
        const event = parse(text.slice(taken, end));
        taken = end + 2;
        if (event !== undefined) return event;
        continue;
      }
      const timer = new AbortController();
      const timeout = pause(NEXT_TIMEOUT_MS, undefined, { signal: timer.signal, ref: false }).then(
        () => {
          throw new Error(`no event within ${NEXT_TIMEOUT_MS} ms`);
        },
      );
      timeout.catch(() => {});
      const piece = await Promise.race([reader?.read(), timeout]).finally(() => timer.abort());
      if (piece === undefined || piece.done) return undefined;
      text += piece.value;
    }
  }

  return {
    status: answer.status,
    headers: answer.headers,
    next,
    text: () => text,
    close: () => abort.abort(),
  };
}

function parse(block: string): ServerSentEvent | undefined {
  const fields = new Map(
    block.split('\n').flatMap((line) => {
      const [, name, value] = /^(\w+): (.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value ?? ''] as const];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return {
    id: fields.get('id') ?? '',
    event: fields.get('event') ?? '',
    data: JSON.parse(data) as Record<string, unknown>,
  };
}
