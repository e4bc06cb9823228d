import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { waitUntil } from '@commerce/testing/wait-until';

const MAIN = new URL('../../../simulators/payment-provider/src/main.ts', import.meta.url).pathname;
/** Bound on the start of the simulator on a busy machine, ms. */
const START_LIMIT_MS = 30_000;
/** Bound on the arrival of a request at the provider, ms: less than the 5 s that it then takes. */
const PENDING_LIMIT_MS = 4_500;

export interface BookEntry {
  reference: string;
  status: 'authorized' | 'declined' | 'voided' | 'pending';
  id?: string;
  moves: {
    kind: 'capture' | 'refund';
    operationId: string;
    attempt: number;
    amount: { amountMinor: number; currency: string };
    status: 'done' | 'refused';
    id?: string;
  }[];
}

export type ProviderProcess = Awaited<ReturnType<typeof startProvider>>;

/** The real simulator in its own process, on a port that stays the same after a restart. */
export async function startProvider() {
  const directory = await mkdtemp(join(tmpdir(), 'commerce-provider-'));
  const bookPath = join(directory, 'book.jsonl');
  let webhooks: Record<string, string> = {};
  let process_ = await launch(bookPath, 0, webhooks);
  const { port } = process_;
  const url = `http://127.0.0.1:${port}`;

  async function stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { child } = process_;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async function post(path: string, body: object, key?: string) {
    return answerOf(
      await fetch(url + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        body: JSON.stringify(body),
      }),
    );
  }

  async function authorizationsOf(reference: string): Promise<BookEntry[]> {
    const answer = await fetch(`${url}/authorizations?reference=${reference}`);
    return ((await answer.json()) as { authorizations: BookEntry[] }).authorizations;
  }

  return {
    url,
    bookPath,
    stop,

    async start(): Promise<void> {
      process_ = await launch(bookPath, port, webhooks);
    },

    /** Restarts it with this address for its webhooks. */
    async sendWebhooksTo(target: string, secret: string): Promise<void> {
      webhooks = { PROVIDER_WEBHOOK_URL: target, PROVIDER_WEBHOOK_SECRET: secret };
      await stop();
      process_ = await launch(bookPath, port, webhooks);
    },

    authorize: (body: object, key: string) => post('/authorizations', body, key),
    capture: (body: object, key: string) => post('/captures', body, key),
    refund: (body: object, key: string) => post('/refunds', body, key),

    /** Does something by hand, as in the provider's dashboard. */
    byHand: (body: object) => post('/dashboard', body),

    voidReference: (reference: string) => post('/authorizations/void', { reference }),

    authorizationsOf,

    /** Waits until an authorization is running at the provider. */
    async untilPending(reference: string): Promise<void> {
      await waitUntil(
        async () => (await authorizationsOf(reference)).some(({ status }) => status === 'pending'),
        { timeoutMs: PENDING_LIMIT_MS, what: `an authorization of ${reference} is running` },
      );
    },

    /** All its records. */
    async book(): Promise<BookEntry[]> {
      const answer = await fetch(`${url}/book`);
      return ((await answer.json()) as { entries: BookEntry[] }).entries;
    },

    async remove(): Promise<void> {
      await stop('SIGKILL');
      await rm(directory, { recursive: true });
    },
  };
}

async function answerOf(answer: Response): Promise<{ status: number; body: unknown }> {
  return { status: answer.status, body: await answer.json() };
}

async function launch(bookPath: string, port: number, webhooks: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PROVIDER_PORT: String(port), PROVIDER_BOOK: bookPath, ...webhooks },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { msg, port: listening } = JSON.parse(line) as { msg: string; port: number };
      if (msg !== 'provider listens') continue;
      child.stdout.resume();
      return { child, port: listening };
    }
    throw new Error('the payment provider ended before it was listening');
  } finally {
    clearTimeout(limit);
  }
}
