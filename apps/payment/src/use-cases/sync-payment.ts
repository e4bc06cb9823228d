import { transaction, type Database } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import { compare, isFact, type Fact, type OwnPayment } from '../domain/reconciliation.ts';
import { findDisputes } from '../store/disputes.ts';
import { findOperations } from '../store/operations.ts';
import { findPayments } from '../store/payments.ts';
import { recordFact } from './record-facts.ts';

/** Before every payment: what we do not know at all is left to reconciliation. */
const NEVER = new Date(0).toISOString();

/** Which payment to look up: the provider may know only its authorization. */
export interface PaymentKey {
  orderId: string | undefined;
  authorizationId: string | undefined;
}

export interface OrderFacts {
  orderId: string;
  facts: Fact[];
}

/** What the provider knows of a payment and we do not; undefined if it has no such payment. */
export async function readFacts(
  { database, provider }: Pick<MoneyDeps, 'database' | 'provider'>,
  { orderId, authorizationId }: PaymentKey,
): Promise<
  { outcome: 'read'; found: OrderFacts | undefined } | { outcome: 'unknown'; reason: string }
> {
  const read = await provider.find(orderId, authorizationId);
  if (read.outcome === 'unknown') return read;
  const theirs = read.found;
  if (theirs === undefined) return { outcome: 'read', found: undefined };
  const own = (await ownPayments(database, [theirs.orderId])).get(theirs.orderId);
  const facts = compare(own, theirs, { settledBefore: NEVER })
    .map(({ repair }) => repair)
    .filter(isFact);
  return { outcome: 'read', found: { orderId: theirs.orderId, facts } };
}

/**
 * Takes what the provider has of a payment into our records: movements made there by hand, disputes,
 * refunds that failed, the end of an authorization. Asks it for nothing. Answers whether it could be
 * read.
 */
export async function syncPayment(deps: MoneyDeps, key: PaymentKey): Promise<boolean> {
  const read = await readFacts(deps, key);
  if (read.outcome === 'unknown') return false;
  const { orderId = '', facts = [] } = read.found ?? {};
  for (const fact of facts) {
    await transaction(deps.database, (trx) => recordFact(deps, trx, orderId, fact));
  }
  return true;
}

/** Our records of these orders, as reconciliation compares them. */
export async function ownPayments(
  database: Database,
  orderIds: string[],
): Promise<Map<string, OwnPayment>> {
  const payments = await findPayments(database, orderIds);
  const operations = await findOperations(database, orderIds);
  const disputes = await findDisputes(database, orderIds);
  const found = orderIds.flatMap((orderId): [string, OwnPayment][] => {
    const payment = payments.get(orderId) ?? ({ status: 'absent' } as const);
    const ownOperations = operations.get(orderId) ?? [];
    if (payment.status === 'absent' && ownOperations.length === 0) return [];
    const own = { orderId, payment, operations: ownOperations };
    return [[orderId, { ...own, disputes: disputes.get(orderId) ?? [] }]];
  });
  return new Map(found);
}
