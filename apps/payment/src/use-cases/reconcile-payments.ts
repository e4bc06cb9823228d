import type {
  Difference,
  ReconciliationReport,
} from '@commerce/contracts/payment/reconciliation-api';
import { httpProblem } from 'dapr-actor-runtime/server';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps, PaymentDeps } from '../deps.ts';
import { CAPTURED_NOT_SHIPPED } from '../domain/operation.ts';
import { compare, type Discrepancy } from '../domain/reconciliation.ts';
import { closeFindings, findFinding, noteFinding, type FindingKey } from '../store/findings.ts';
import { listLedgerFaults } from '../store/ledger.ts';
import { listUnshippedCaptures } from '../store/operations.ts';
import { findAuthorization, listOrdersToCompare } from '../store/payments.ts';
import { performOperation } from './perform-operation.ts';
import { recordFact } from './record-facts.ts';
import { ownPayments } from './sync-payment.ts';
import { confirmVoid } from './void-payment.ts';

/** Orders that one query of our records reads. */
const OWN_PAGE = 200;
/** Pages of the provider's records that one run reads at most. */
const MAX_PAGES = 100_000;
/** How long the event of a shipment may take after its capture, s: an hour, far longer than a redelivery takes. */
const SHIPMENT_GRACE_SECONDS = 3_600;
/** Differences in each list of a report at most. */
const MAX_LISTED = 1_000;

type Deps = MoneyDeps & Pick<PaymentDeps, 'timing'>;

export interface ReconcileOptions {
  dryRun: boolean;
  /** Compares what changed since this instant; without it, everything. */
  since?: string;
}

type Run = Deps & {
  options: ReconcileOptions;
  settledBefore: string;
  report: ReconciliationReport;
};

/**
 * Compares our payments with the provider's records, both ways, repairs what is safe and lists the
 * rest. A second run finds nothing to repair. Safe while the app and other runs are active, because
 * every repair can be repeated. Rejects with unavailable if the provider's records cannot be read.
 */
export async function reconcilePayments(
  deps: Deps,
  options: ReconcileOptions,
): Promise<ReconciliationReport> {
  const run: Run = {
    ...deps,
    options,
    settledBefore: new Date(Date.now() - deps.timing.reconcileGraceMs).toISOString(),
    report: {
      dryRun: options.dryRun,
      compared: { ours: 0, theirs: 0 },
      repaired: [],
      open: [],
      needsPerson: [],
      unlisted: 0,
    },
  };
  const startedAt = new Date();
  const seen = await compareProviderRecords(run);
  await compareOwnRecords(run, seen);
  for (const { orderId, detail } of await listLedgerFaults(deps.database)) {
    await listForPerson(run, { orderId, reason: 'ledger-fault', detail });
  }
  await listUnshipped(run);
  const isComplete = options.since === undefined && !options.dryRun;
  if (isComplete) await closeFindings(deps.database, { notSeenSince: startedAt.toISOString() });
  return run.report;
}

/** Lists money that was taken for goods of which nobody says that they have left. */
async function listUnshipped(run: Run): Promise<void> {
  const page = { ageSeconds: SHIPMENT_GRACE_SECONDS, limit: MAX_LISTED };
  for (const { orderId, operation } of await listUnshippedCaptures(run.database, page)) {
    const { id: operationId } = operation;
    const detail = 'The money was captured, and its shipment is not known to have left.';
    await listForPerson(run, { orderId, operationId, reason: CAPTURED_NOT_SHIPPED, detail });
  }
}

/** Reads the provider's records page by page; answers the orders in them. */
async function compareProviderRecords(run: Run): Promise<Set<string>> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await run.provider.listPayments({ cursor, since: run.options.since });
    if (page.outcome === 'unknown') {
      throw httpProblem('unavailable', `The provider's records cannot be read: ${page.reason}.`);
    }
    const own = await ownPayments(
      run.database,
      page.payments.map(({ orderId }) => orderId),
    );
    for (const theirs of page.payments) {
      seen.add(theirs.orderId);
      run.report.compared.theirs += 1;
      await resolve(run, compare(own.get(theirs.orderId), theirs, run));
    }
    cursor = page.next;
    if (cursor === undefined) return seen;
  }
  throw httpProblem('unavailable', `The provider's records have more than ${MAX_PAGES} pages.`);
}

/** Looks up those of our payments that no page of the provider contained. */
async function compareOwnRecords(run: Run, seen: Set<string>): Promise<void> {
  const since = run.options.since ?? new Date(0).toISOString();
  let after = '';
  for (;;) {
    const page = { since, after, limit: OWN_PAGE };
    const orderIds = await listOrdersToCompare(run.database, page);
    run.report.compared.ours += orderIds.length;
    for (const orderId of orderIds) {
      if (!seen.has(orderId)) await resolve(run, await compareOne(run, orderId));
    }
    const last = orderIds.at(-1);
    if (last === undefined || orderIds.length < OWN_PAGE) return;
    after = last;
  }
}

/** Compares one order: reads our record first, then the provider's. */
async function compareOne(run: Run, orderId: string): Promise<Discrepancy[]> {
  const { database, provider } = run;
  const own = (await ownPayments(database, [orderId])).get(orderId);
  const authorization = await findAuthorization(database, orderId);
  const theirs = await provider.find(orderId, authorization?.authorizationId);
  if (theirs.outcome === 'unknown') {
    throw httpProblem('unavailable', `The provider's records cannot be read: ${theirs.reason}.`);
  }
  return compare(own, theirs.found, run);
}

/**
 * Repairs or lists discrepancies. One for a person is checked again first, now with our record read
 * before the provider's: a change between the two reads of the first comparison is gone then.
 */
async function resolve(run: Run, discrepancies: Discrepancy[]): Promise<void> {
  const doubtful = discrepancies.find(({ repair }) => repair.do === 'ask-person');
  const again = doubtful === undefined ? [] : await compareOne(run, doubtful.orderId);
  for (const discrepancy of discrepancies) {
    const { repair: way, ...difference } = discrepancy;
    if (way.do !== 'ask-person') await repair(run, discrepancy);
    else if (again.some((one) => isSame(one, discrepancy))) {
      await listForPerson(run, { ...difference, movement: way.movement });
    }
  }
}

function isSame(a: Discrepancy, b: Discrepancy): boolean {
  return a.reason === b.reason && a.operationId === b.operationId;
}

async function repair(run: Run, discrepancy: Discrepancy): Promise<void> {
  const { repair: _repair, ...difference } = discrepancy;
  if (run.options.dryRun) return list(run, 'repaired', difference);
  const outcome = await doRepair(run, discrepancy);
  if (outcome === 'unknown') return list(run, 'open', difference);
  list(run, 'repaired', difference);
  if (outcome === 'capture-refused') {
    const detail = 'The provider refused the capture. The refusal is final.';
    await listForPerson(run, { ...difference, reason: 'capture-refused', detail });
  }
}

async function doRepair(
  run: Run,
  { orderId, repair: way }: Discrepancy,
): Promise<'done' | 'unknown' | 'capture-refused'> {
  switch (way.do) {
    case 'void':
      return (await confirmVoid(run, orderId)).outcome === 'voided' ? 'done' : 'unknown';
    case 'release': {
      const { outcome } = await run.provider.release(orderId, way.authorizationId);
      return outcome === 'voided' ? 'done' : 'unknown';
    }
    case 'perform': {
      const { outcome } = await performOperation(run, orderId, way.operation);
      if (outcome === 'unknown') return 'unknown';
      const isRefusedCapture = outcome === 'refused' && way.operation.kind === 'capture';
      return isRefusedCapture ? 'capture-refused' : 'done';
    }
    case 'ask-person':
      return 'unknown';
    case 'record':
    case 'record-foreign':
    case 'record-end':
    case 'record-action':
    case 'record-dispute':
    case 'confirm-void': {
      await transaction(run.database, (trx) => recordFact(run, trx, orderId, way));
      if (way.do !== 'record') return 'done';
      const { kind, status } = way.operation;
      return kind === 'capture' && status === 'refused' ? 'capture-refused' : 'done';
    }
  }
}

/** Lists a difference for a person, unless one has acknowledged it. */
async function listForPerson(
  run: Run,
  difference: Difference & Pick<FindingKey, 'movement'>,
): Promise<void> {
  const { movement: _movement, ...shown } = difference;
  const { dryRun } = run.options;
  const known = dryRun
    ? await findFinding(run.database, difference)
    : await noteFinding(run.database, difference);
  if (known?.state === 'acknowledged') return;
  list(run, 'needsPerson', known === undefined ? shown : { ...shown, findingId: known.findingId });
}

function list(
  { report }: Run,
  name: 'repaired' | 'open' | 'needsPerson',
  difference: Difference,
): void {
  if (report[name].length < MAX_LISTED) report[name].push(difference);
  else report.unlisted += 1;
}
