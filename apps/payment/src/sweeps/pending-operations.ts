import type { AppSweep } from 'dapr-actor-runtime/app';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import type { MoneyDeps, PaymentDeps, PendingOperations } from '../deps.ts';
import { performPendingOperations } from '../use-cases/perform-pending-operations.ts';

/** Finds the operations that were recorded and not performed, for example after a crash. */
export const pendingOperationsSweep: AppSweep<PaymentDeps> = {
  name: 'pending-operations',
  intervalMs: ({ timing }) => timing.pendingSweepMs,
  round: ({ pendingOperations }) => pendingOperations.run(),
};

/** `idle` resolves once no round is running. */
export function createPendingOperations(
  deps: MoneyDeps,
  log: Logger,
): PendingOperations & { idle: () => Promise<void> } {
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
