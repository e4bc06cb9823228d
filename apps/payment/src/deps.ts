import type { Database } from '@commerce/runtime/postgres';
import type { ProviderDecision, StoredPayment } from './domain/payment.ts';
import type { PaymentProvider } from './provider/payment-provider.ts';

/** What the use cases of payment work with. */
export interface PaymentDeps {
  database: Database;
  provider: PaymentProvider;
  /** Records a decision of the provider. Decisions that arrive together share one commit. */
  recordDecision: (decision: ProviderDecision) => Promise<StoredPayment>;
  /** Has recorded operations performed without waiting for the next sweep. */
  pendingOperations: { wake: () => void };
  /** How long a decision of the provider may take to reach our records, ms. */
  reconcileGraceMs: number;
}
