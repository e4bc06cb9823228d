import { connectGateway, type Gateway } from './gateway.ts';
import { importProducts, type ImportCounts } from './import-products.ts';
import { readInvoiceFile } from './invoice-file.ts';
import { countRefusals, judgeInvoice, type JudgedInvoice } from './invoice-rules.ts';
import { listProducts, type ListedProduct } from './product-list.ts';
import { readOrderSteps } from './order-steps.ts';
import type { Progress } from './progress.ts';
import { replayOrders, type InvoiceOrder, type Replayed } from './replay-orders.ts';
import { runSteps, type Steps } from './steps.ts';
import { sumAnswers, type Summary } from './summary.ts';
import { openDatabases, type Databases, type DatabaseUrls } from './verification/databases.ts';
import { verifyReplay } from './verification/index.ts';
import { waitUntilSettled } from './verification/settlement.ts';

export { formatSummary, type Check, type Summary } from './summary.ts';
export type { Progress } from './progress.ts';

export type ReplayOptions = {
  gatewayUrl: string;
  /** The secret that lets an order carry its own prices and customer. */
  importToken: string;
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
  products: ListedProduct[];
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
    // Of the whole file, so that a later replay of more invoices finds the same opening stock.
    products: listProducts(all.flatMap(({ sellable }) => sellable)),
  };
}

function describePlan({ invoices, orders, products }: Plan): string {
  return `${invoices.length} invoices, ${orders.length} orders, ${products.length} products`;
}

function describeImport({ created, known, knownDifferently }: ImportCounts): string {
  const others = knownDifferently > 0 ? `, ${knownDifferently} known otherwise and left alone` : '';
  return `${created} new, ${known} known${others}`;
}

function describeReplay(replayed: Replayed[]): string {
  const failures = replayed.filter((one) => 'failure' in one).length;
  return failures > 0 ? `${failures} failed` : '';
}

async function run(
  { file, invoices, importToken }: ReplayOptions,
  { step, bar, stepsMs }: Steps,
  { plan, gateway, databases }: Connections & { plan: Plan },
): Promise<Summary> {
  const { orders, products, contentHash } = plan;
  await bar(
    { key: 'import', title: 'Import products', total: products.length },
    (tick) => importProducts(gateway, products, { contentHash, tick }),
    describeImport,
  );
  const replayed = await bar(
    { key: 'replay', title: 'Replay invoices', total: orders.length },
    (tick) => replayOrders(gateway, orders, { importToken, tick }),
    describeReplay,
  );
  const figures = sumAnswers(replayed, stepsMs['replay'] ?? 0);
  await step(
    { key: 'settle', title: 'Settle events' },
    () => waitUntilSettled(databases, replayed),
    (outstanding) => outstanding,
  );
  const ordersExpected = orders.length;
  const subject = { file, invoices, ordersExpected, figures, replayed, databases, gateway };
  const checks = await step(
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
    checks,
    stepsMs: { ...stepsMs, ...orderStepsMs },
  };
}

/**
 * Imports the products of an invoice file, replays its invoices as orders through the gateway and
 * verifies the outcome. A second replay of the same file changes nothing and gives the same sums.
 * Rejects when the file is broken or the import is refused; a failed order is a failed check.
 */
export async function replayInvoices(options: ReplayOptions): Promise<Summary> {
  const steps = runSteps(options.progress);
  const plan = await steps.step(
    { key: 'read', title: 'Read invoices' },
    () => planReplay(options.file, options.invoices),
    describePlan,
  );
  const gateway = connectGateway(options.gatewayUrl);
  const databases = openDatabases(options.databaseUrls);
  try {
    return await run(options, steps, { plan, gateway, databases });
  } finally {
    await Promise.all([gateway.close(), databases.close()]);
  }
}
