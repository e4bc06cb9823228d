import type { Database } from 'dapr-actor-runtime/postgres';
import type { Outbox } from 'dapr-actor-runtime/outbox';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import type { Payment, ProviderDecision, StoredPayment } from './domain/payment.ts';
import type { PaymentProvider } from './provider/payment-provider.ts';

/** What the use cases of payment work with. */
export interface PaymentDeps {
  database: Database;
  /** Takes the events of payments. */
  outbox: Pick<Outbox, 'enqueue'>;
  provider: PaymentProvider;
  /** Reads the payment of an order. Those that are asked for together share one statement. */
  findPayment: (orderId: string) => Promise<Payment>;
  /** Records a decision of the provider. Decisions that arrive together share one commit. */
  recordDecision: (decision: ProviderDecision) => Promise<StoredPayment>;
  pendingOperations: PendingOperations;
  timing: {
    pendingSweepMs: number;
    reconcileMs: number;
    /** How long a decision of the provider may take to reach our records, ms. */
    reconcileGraceMs: number;
    /** How long a customer may take for what the provider requires, ms. */
    actionWindowMs: number;
  };
  log: Logger;
}

/** What moves money and records it needs. */
export type MoneyDeps = Pick<PaymentDeps, 'database' | 'outbox' | 'provider'>;

/** Performs pending operations, one round at a time in this process. */
export interface PendingOperations {
  /** Runs a round. A call during a round adds one more round and waits for it too. */
  run: () => Promise<void>;
  /** Starts a round without waiting for it. */
  wake: () => void;
}
