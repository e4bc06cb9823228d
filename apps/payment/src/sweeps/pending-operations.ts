import type { Logger } from '@commerce/runtime/telemetry';
import type { PaymentDeps } from '../deps.ts';
import { performPendingOperations } from '../use-cases/perform-pending-operations.ts';

/** Performs pending operations, one round at a time in this process. */
export interface PendingOperations {
  /** Runs a round. A call during a round makes it run once more, and waits for that too. */
  run: () => Promise<void>;
  /** Starts a round without waiting for it. */
  wake: () => void;
  /** Resolves once no round is running. */
  idle: () => Promise<void>;
}

export function createPendingOperations(
  deps: Pick<PaymentDeps, 'database' | 'provider'>,
  log: Logger,
): PendingOperations {
  let running: Promise<void> | undefined;
  let runAgain = false;

  async function rounds(): Promise<void> {
    do {
      runAgain = false;
      await performPendingOperations(deps);
    } while (runAgain);
  }

  function run(): Promise<void> {
    runAgain = true;
    running ??= rounds().finally(() => (running = undefined));
    return running;
  }

  return {
    run,
    wake() {
      run().catch((err: unknown) => log.warn({ err }, 'pending operations failed'));
    },
    idle: async () => {
      await running?.catch(() => {});
    },
  };
}
