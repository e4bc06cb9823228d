import { clientCredentials, type ServiceClient } from '@commerce/client';
import { connectGateway, type Gateway } from './gateway.ts';
import { importProducts, type ImportCounts } from './import-products.ts';
import { readInvoiceFile } from './invoice-file.ts';
import { countRefusals, judgeInvoice, type JudgedInvoice } from './invoice-rules.ts';
import { listProducts, type ListedProduct } from './product-list.ts';
import { readOrderSteps } from './order-steps.ts';
import { replayOrders, type InvoiceOrder, type Replayed } from './replay-orders.ts';
import { runSteps, type Progress, type Steps } from './steps.ts';
import {
  readActualReversals,
  replayReversals,
  reversalsByOrder,
  type OrderActualReversals,
} from './replay-reversals.ts';
import { sumAnswers, sumNet, type Summary } from './summary.ts';
import { planReversals, type ReversalPlan } from './reversals.ts';
import { openDatabases, type Databases, type DatabaseUrls } from './verification/databases.ts';
import { verifyReplay } from './verification/index.ts';
import { waitUntilSettled } from './verification/settlement.ts';

export { formatSummary, type Check, type Summary } from './summary.ts';
export type { Progress } from './steps.ts';

export type ReplayOptions = {
  gatewayUrl: string;
  /** A client with an importer's scopes: its orders carry their own prices and customers. */
  importer: ServiceClient;
  file: string;
  /** How many invoices to replay, in file order. */
  invoices: number | 'all';
  databaseUrls: DatabaseUrls;
  progress: Progress;
};

type Plan = {
  contentHash: string;
  invoices: JudgedInvoice[];
  orders: InvoiceOrder[];
  reversalPlan: ReversalPlan;
  products: ListedProduct[];
};

type Outcome = {
  replayed: Replayed[];
  failures: string[];
  actualReversals: OrderActualReversals[];
};

type Connections = { gateway: Gateway; databases: Databases };

async function planReplay(file: string, limit: number | 'all'): Promise<Plan> {
  const { invoices, contentHash } = await readInvoiceFile(file);
  const all = invoices.map(judgeInvoice);
  const chosen = limit === 'all' ? all : all.slice(0, limit);
  return {
    contentHash,
    invoices: chosen,
    orders: chosen.flatMap(({ invoiceNo, order }) => (order ? [{ invoiceNo, order }] : [])),
    reversalPlan: planReversals(chosen),
    // From the whole file, so that a later replay of more invoices has the same opening stock.
    products: listProducts(all.flatMap(({ sellable }) => sellable)),
  };
}

function describePlan({ invoices, orders, reversalPlan, products }: Plan): string {
  return (
    `${invoices.length} invoices, ${orders.length} orders, ` +
    `${reversalPlan.reversals.length} cancellations and returns, ${products.length} products`
  );
}

function describeImport({ created, known, knownWithOtherContent }: ImportCounts): string {
  const others =
    knownWithOtherContent > 0
      ? `, ${knownWithOtherContent} known with other content and not changed`
      : '';
  return `${created} new, ${known} known${others}`;
}

function describeReplay(replayed: Replayed[]): string {
  const failures = replayed.filter((one) => 'failure' in one).length;
  return failures > 0 ? `${failures} failed` : '';
}

function describeFailures(failures: string[]): string {
  return failures.length > 0 ? `${failures.length} failed` : '';
}

/** Replays the plan and waits until the platform has settled. */
async function replayPlan(
  { step, bar }: Steps,
  { plan, gateway, databases }: Connections & { plan: Plan },
): Promise<Outcome> {
  const { orders, products, contentHash } = plan;
  const { reversals } = plan.reversalPlan;
  await bar(
    { key: 'import', title: 'Import products', total: products.length },
    (tick) => importProducts(gateway, products, { contentHash, tick }),
    describeImport,
  );
  const replayed = await bar(
    { key: 'replay', title: 'Replay invoices', total: orders.length },
    (tick) => replayOrders(gateway, orders, tick),
    describeReplay,
  );
  // A cancellation only reverses invoices before it in the file, which are all ordered by now.
  const affected = reversalsByOrder(reversals, replayed);
  const failures = await bar(
    { key: 'reversals', title: 'Replay cancellations and returns', total: reversals.length },
    (tick) => replayReversals(gateway, affected, tick),
    describeFailures,
  );
  await step(
    { key: 'settle', title: 'Settle events' },
    () => waitUntilSettled(databases, replayed),
    (outstanding) => outstanding,
  );
  return { replayed, failures, actualReversals: await readActualReversals(gateway, affected) };
}

async function run(
  options: ReplayOptions,
  steps: Steps,
  connections: Connections & { plan: Plan },
): Promise<Summary> {
  const { plan, gateway, databases } = connections;
  const { file, invoices } = options;
  const { stepsMs } = steps;
  const { replayed, failures, actualReversals } = await replayPlan(steps, connections);
  const figures = sumAnswers(replayed, stepsMs['replay'] ?? 0);
  const net = sumNet(figures, actualReversals, plan.reversalPlan);
  const expected = {
    ordersExpected: plan.orders.length,
    reversalsExpected: plan.reversalPlan.reversals.length,
  };
  const done = {
    figures: { ...figures, ...net },
    replayed,
    actualReversals,
    reversalFailures: failures,
  };
  const subject = { file, invoices, ...expected, ...done, databases, gateway };
  const checks = await steps.step(
    { key: 'verification', title: 'Verify' },
    () => verifyReplay(subject),
    (all) => `${all.filter(({ ok }) => ok).length} of ${all.length} checks passed`,
  );
  const refusedLines = countRefusals(plan.invoices);
  // If a database fails here, the checks above have reported it.
  const orderStepsMs = await readOrderSteps(databases, replayed).catch(() => ({}));
  return {
    invoices: plan.invoices.length,
    refusedLines,
    ...figures,
    ...net,
    checks,
    stepsMs: { ...stepsMs, ...orderStepsMs },
  };
}

/**
 * Imports the products of an invoice file, replays its invoices as orders and its cancellations as
 * cancelled lines and returns, all through the gateway, and verifies the result. A second replay of
 * the same file changes nothing and gives the same sums. Rejects if the file is malformed or the
 * import is refused; a failed order, cancellation or return is a failed check.
 */
export async function replayInvoices(options: ReplayOptions): Promise<Summary> {
  const steps = runSteps(options.progress);
  const plan = await steps.step(
    { key: 'read', title: 'Read invoices' },
    () => planReplay(options.file, options.invoices),
    describePlan,
  );
  const token = clientCredentials(options.gatewayUrl, options.importer);
  const gateway = connectGateway(options.gatewayUrl, token);
  const databases = openDatabases(options.databaseUrls);
  try {
    return await run(options, steps, { plan, gateway, databases });
  } finally {
    await Promise.all([gateway.close(), databases.close()]);
  }
}
