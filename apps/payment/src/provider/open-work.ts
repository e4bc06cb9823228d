import type { Database } from '@commerce/runtime/postgres';
import type { Logger } from '@commerce/runtime/telemetry';
import { listOpenOperations } from '../store/operations.ts';
import { confirmOpenVoids } from './confirm-void.ts';
import { performOperation } from './move-money.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** Operations that are read at once, and of these how many run at the provider at once. */
const BATCH = 48;
const CONCURRENCY = 8;

interface Deps {
  database: Database;
  provider: PaymentProvider;
}

/** What is recorded and not settled: voids, captures and refunds. */
export interface OpenWork {
  /** Works off what is open now; a call while it runs is served by one more look. */
  round: () => Promise<void>;
  /** The same without waiting for it: for a caller that has just recorded something. */
  kick: () => void;
  /** Resolves once nothing runs. */
  idle: () => Promise<void>;
}

/** Has the provider do what is recorded, one round at a time. */
export function createOpenWork(deps: Deps, log: Logger): OpenWork {
  let running: Promise<void> | undefined;
  let askedAgain = false;

  async function drain(): Promise<void> {
    do {
      askedAgain = false;
      await confirmOpenVoids(deps);
      await performOpenOperations(deps);
    } while (askedAgain);
  }

  function round(): Promise<void> {
    askedAgain = true;
    running ??= drain().finally(() => (running = undefined));
    return running;
  }

  return {
    round,
    kick() {
      round().catch((err: unknown) => log.warn({ err }, 'open work failed'));
    },
    idle: async () => {
      await running?.catch(() => {});
    },
  };
}

/**
 * Performs open captures and refunds until none is left or the provider gives no clear answer, so
 * that a provider that is away costs a few calls a round.
 */
async function performOpenOperations(deps: Deps): Promise<void> {
  for (;;) {
    const open = await listOpenOperations(deps.database, BATCH);
    for (let from = 0; from < open.length; from += CONCURRENCY) {
      const answers = await Promise.all(
        open
          .slice(from, from + CONCURRENCY)
          .map(({ orderId, operation }) => performOperation(deps, orderId, operation)),
      );
      if (answers.some(({ outcome }) => outcome === 'unknown')) return;
    }
    if (open.length < BATCH) return;
  }
}
