import { clientCredentials, type ServiceClient } from '@commerce/client';
import { connectGateway, type Gateway } from './gateway.ts';
import { importProducts, type ImportCounts } from './import-products.ts';
import { readInvoiceFile } from './invoice-file.ts';
import { countRefusals, judgeInvoice, type JudgedInvoice } from './invoice-rules.ts';
import { listProducts, type ListedProduct } from './product-list.ts';
import { readOrderSteps } from './order-steps.ts';
import type { Progress } from './progress.ts';
import { replayOrders, type InvoiceOrder, type Replayed } from './replay-orders.ts';
import { runSteps, type Steps } from './steps.ts';
import {
  readGivenBack,
  replayTakeBacks,
  takeBacksByOrder,
  type OrderGivenBack,
} from './replay-take-backs.ts';
import { sumAnswers, sumNet, type Summary } from './summary.ts';
import { planTakeBacks, type TakeBackPlan } from './take-backs.ts';
import { openDatabases, type Databases, type DatabaseUrls } from './verification/databases.ts';
import { verifyReplay } from './verification/index.ts';
import { waitUntilSettled } from './verification/settlement.ts';

export { formatSummary, type Check, type Summary } from './summary.ts';
export type { Progress } from './progress.ts';

export type ReplayOptions = {
  gatewayUrl: string;
  /** A client with the scopes of an importer: its orders carry their own prices and customers. */
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
  takeBackPlan: TakeBackPlan;
  products: ListedProduct[];
};

type Outcome = { replayed: Replayed[]; failures: string[]; givenBack: OrderGivenBack[] };

type Connections = { gateway: Gateway; databases: Databases };

async function planReplay(file: string, limit: number | 'all'): Promise<Plan> {
  const { invoices, contentHash } = await readInvoiceFile(file);
  const all = invoices.map(judgeInvoice);
  const chosen = limit === 'all' ? all : all.slice(0, limit);
  return {
    contentHash,
    invoices: chosen,
    orders: chosen.flatMap(({ invoiceNo, order }) => (order ? [{ invoiceNo, order }] : [])),
    takeBackPlan: planTakeBacks(chosen),
    // Of the whole file, so that a later replay of more invoices finds the same opening stock.
    products: listProducts(all.flatMap(({ sellable }) => sellable)),
  };
}

function describePlan({ invoices, orders, takeBackPlan, products }: Plan): string {
  return (
    `${invoices.length} invoices, ${orders.length} orders, ` +
    `${takeBackPlan.takeBacks.length} cancellations and returns, ${products.length} products`
  );
}

function describeImport({ created, known, knownDifferently }: ImportCounts): string {
  const others = knownDifferently > 0 ? `, ${knownDifferently} known otherwise and left alone` : '';
  return `${created} new, ${known} known${others}`;
}

function describeReplay(replayed: Replayed[]): string {
  const failures = replayed.filter((one) => 'failure' in one).length;
  return failures > 0 ? `${failures} failed` : '';
}

function describeFailures(failures: string[]): string {
  return failures.length > 0 ? `${failures.length} failed` : '';
}

/** Replays the plan and waits until the platform has come to rest after it. */
async function replayPlan(
  { step, bar }: Steps,
  { plan, gateway, databases }: Connections & { plan: Plan },
): Promise<Outcome> {
  const { orders, products, contentHash } = plan;
  const { takeBacks } = plan.takeBackPlan;
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
  // A cancellation only takes back what stands before it in the file: by now it has been ordered.
  const affected = takeBacksByOrder(takeBacks, replayed);
  const failures = await bar(
    { key: 'takeBacks', title: 'Replay cancellations and returns', total: takeBacks.length },
    (tick) => replayTakeBacks(gateway, affected, tick),
    describeFailures,
  );
  await step(
    { key: 'settle', title: 'Settle events' },
    () => waitUntilSettled(databases, replayed),
    (outstanding) => outstanding,
  );
  return { replayed, failures, givenBack: await readGivenBack(gateway, affected) };
}

async function run(
  options: ReplayOptions,
  steps: Steps,
  connections: Connections & { plan: Plan },
): Promise<Summary> {
  const { plan, gateway, databases } = connections;
  const { file, invoices } = options;
  const { stepsMs } = steps;
  const { replayed, failures, givenBack } = await replayPlan(steps, connections);
  const figures = sumAnswers(replayed, stepsMs['replay'] ?? 0);
  const net = sumNet(figures, givenBack, plan.takeBackPlan);
  const expected = {
    ordersExpected: plan.orders.length,
    takeBacksExpected: plan.takeBackPlan.takeBacks.length,
  };
  const done = { figures: { ...figures, ...net }, replayed, givenBack, takeBackFailures: failures };
  const subject = { file, invoices, ...expected, ...done, databases, gateway };
  const checks = await steps.step(
    { key: 'verification', title: 'Verify' },
    () => verifyReplay(subject),
    (all) => `${all.filter(({ ok }) => ok).length} of ${all.length} checks hold`,
  );
  const refusedLines = countRefusals(plan.invoices);
  // A database that fails here has failed its checks above, which say so.
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
 * cancelled lines and returns through the gateway, and verifies the outcome. A second replay of the
 * same file changes nothing and gives the same sums. Rejects when the file is broken or the import
 * is refused; a failed order, cancellation or return is a failed check.
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
