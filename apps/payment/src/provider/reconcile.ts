import type {
  Difference,
  ReconciliationReport,
} from '@commerce/contracts/payment/reconciliation-api';
import { httpProblem } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { compare, type Finding, type OwnPayment } from '../domain/reconciliation.ts';
import { ledgerFaults } from '../store/ledger.ts';
import { findOperations } from '../store/operations.ts';
import {
  findAuthorization,
  findPayments,
  listOrdersToCompare,
  recordVoidConfirmed,
} from '../store/payments.ts';
import { confirmVoid } from './confirm-void.ts';
import { performOperation, recordAnswer } from './move-money.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { answerOf } from './take-notice.ts';

/** Our orders that are read at once. */
const OWN_PAGE = 200;
/** Pages of the provider's book that one run reads at most. */
const MAX_PAGES = 100_000;
/** Differences that each list of a report holds. */
const MAX_LISTED = 1_000;

interface Deps {
  database: Database;
  provider: PaymentProvider;
}

export interface ReconcileOptions {
  dryRun: boolean;
  /** Compares what changed since this instant; undefined compares everything. */
  since: string | undefined;
  /** What the provider decided less long ago may still be on its way to us, ms. */
  graceMs: number;
}

type Run = Deps & {
  options: ReconcileOptions;
  settledBefore: string;
  report: ReconciliationReport;
};

/**
 * Compares our payments with the provider's book, both ways, repairs what is safe and lists the
 * rest. A second run finds nothing to repair. Rejects with unavailable when the book cannot be read.
 * Safe beside the running app and beside another run: every repair is one that may be repeated.
 */
export async function reconcile(
  deps: Deps,
  options: ReconcileOptions,
): Promise<ReconciliationReport> {
  const run: Run = {
    ...deps,
    options,
    settledBefore: new Date(Date.now() - options.graceMs).toISOString(),
    report: {
      dryRun: options.dryRun,
      compared: { ours: 0, theirs: 0 },
      repaired: [],
      open: [],
      needsPerson: [],
      unlisted: 0,
    },
  };
  const seen = await compareTheirBook(run);
  await compareOwnRecord(run, seen);
  for (const { orderId, detail } of await ledgerFaults(deps.database)) {
    list(run, 'needsPerson', { orderId, reason: 'ledger-fault', detail });
  }
  return run.report;
}

/** Goes through the provider's book page by page; answers the orders that stand in it. */
async function compareTheirBook(run: Run): Promise<Set<string>> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await run.provider.readBook({ cursor, since: run.options.since });
    if (page.outcome === 'unknown') {
      throw httpProblem('unavailable', `The provider's book cannot be read: ${page.reason}.`);
    }
    const own = await ownPayments(
      run.database,
      page.payments.map(({ orderId }) => orderId),
    );
    for (const theirs of page.payments) {
      seen.add(theirs.orderId);
      run.report.compared.theirs += 1;
      await handleFindings(run, compare(own.get(theirs.orderId), theirs, run));
    }
    cursor = page.next;
    if (cursor === undefined) return seen;
  }
  throw httpProblem('unavailable', `The provider's book has more than ${MAX_PAGES} pages.`);
}

/** Looks up at the provider what we have and its pages did not show. */
async function compareOwnRecord(run: Run, seen: Set<string>): Promise<void> {
  const since = run.options.since ?? new Date(0).toISOString();
  let after = '';
  for (;;) {
    const page = { since, after, limit: OWN_PAGE };
    const orderIds = await listOrdersToCompare(run.database, page);
    run.report.compared.ours += orderIds.length;
    for (const orderId of orderIds) {
      if (!seen.has(orderId)) await handleFindings(run, await compareOne(run, orderId));
    }
    const last = orderIds.at(-1);
    if (last === undefined || orderIds.length < OWN_PAGE) return;
    after = last;
  }
}

/** Compares one order, reading our record before the provider's. */
async function compareOne(run: Run, orderId: string): Promise<Finding[]> {
  const { database, provider } = run;
  const own = (await ownPayments(database, [orderId])).get(orderId);
  const authorization = await findAuthorization(database, orderId);
  const theirs = await provider.find(orderId, authorization?.authorizationId);
  if (theirs.outcome === 'unknown') {
    throw httpProblem('unavailable', `The provider's book cannot be read: ${theirs.reason}.`);
  }
  return compare(own, theirs.found, run);
}

/**
 * Repairs or lists. What a person would be asked is looked at again first, this time with our record
 * read before the provider's: what only a step between two readings made differ is gone then.
 */
async function handleFindings(run: Run, findings: Finding[]): Promise<void> {
  const doubtful = findings.find(({ repair }) => repair.do === 'ask-person');
  const again = doubtful === undefined ? [] : await compareOne(run, doubtful.orderId);
  for (const finding of findings) {
    const { repair: _repair, ...difference } = finding;
    if (finding.repair.do !== 'ask-person') await repair(run, finding);
    else if (again.some((one) => isSame(one, finding))) list(run, 'needsPerson', difference);
  }
}

function isSame(a: Finding, b: Finding): boolean {
  return a.reason === b.reason && a.operationId === b.operationId;
}

async function repair(run: Run, finding: Finding): Promise<void> {
  const { repair: _repair, ...difference } = finding;
  if (run.options.dryRun) return list(run, 'repaired', difference);
  const outcome = await doRepair(run, finding);
  if (outcome === 'unknown') return list(run, 'open', difference);
  list(run, 'repaired', difference);
  if (outcome === 'capture-refused') {
    const detail = 'The provider refused the capture for good.';
    list(run, 'needsPerson', { ...difference, reason: 'capture-refused', detail });
  }
}

async function doRepair(
  run: Run,
  { orderId, repair: way }: Finding,
): Promise<'done' | 'unknown' | 'capture-refused'> {
  switch (way.do) {
    case 'void':
      return (await confirmVoid(run, orderId)).outcome === 'voided' ? 'done' : 'unknown';
    case 'confirm-void':
      await recordVoidConfirmed(run.database, orderId);
      return 'done';
    case 'record': {
      const { operationId, attempt, status } = way.move;
      const answer = answerOf(way.move);
      await recordAnswer(run.database, orderId, { operationId, attempt, answer });
      return way.kind === 'capture' && status === 'refused' ? 'capture-refused' : 'done';
    }
    case 'perform': {
      const { outcome } = await performOperation(run, orderId, way.operation);
      if (outcome === 'unknown') return 'unknown';
      const isRefusedCapture = outcome === 'refused' && way.operation.kind === 'capture';
      return isRefusedCapture ? 'capture-refused' : 'done';
    }
    case 'ask-person':
      return 'unknown';
  }
}

function list(
  { report }: Run,
  name: 'repaired' | 'open' | 'needsPerson',
  difference: Difference,
): void {
  if (report[name].length < MAX_LISTED) report[name].push(difference);
  else report.unlisted += 1;
}

async function ownPayments(
  database: Database,
  orderIds: string[],
): Promise<Map<string, OwnPayment>> {
  const payments = await findPayments(database, orderIds);
  const operations = await findOperations(database, orderIds);
  const own = orderIds.flatMap((orderId): [string, OwnPayment][] => {
    const payment = payments.get(orderId) ?? ({ status: 'absent' } as const);
    const moves = operations.get(orderId) ?? [];
    if (payment.status === 'absent' && moves.length === 0) return [];
    return [[orderId, { orderId, payment, operations: moves }]];
  });
  return new Map(own);
}
