import { parseArgs } from 'node:util';
import type {
  Difference,
  ReconciliationReport,
} from '@commerce/contracts/payment/reconciliation-api';
import { loadSecrets, readPorts, runningLauncher, SetupError } from '@commerce/local-stack';
import { endWith, endWithUsage } from './launch.ts';
import { dataDirectory } from './places.ts';

/** Longest time for a comparison of the whole book, ms. */
const RUN_LIMIT_MS = 600_000;
const USAGE = `usage: npm run reconcile -- payment [options]
Compares the payments of the running platform with the payment provider's book, makes safe repairs
and lists the rest. Exit code 1 if a difference needs a person or is still open.
  --dry-run        only list what would be repaired
  --help           show this
environment: COMMERCE_DATA_DIR (default .data)`;

function readOptions(): { dryRun: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    if (positionals.join(' ') !== 'payment') throw new Error('an app is required: payment');
    return { dryRun: values['dry-run'] };
  } catch (error) {
    return endWithUsage(error, USAGE);
  }
}

async function askPaymentApp(dataDir: string, dryRun: boolean): Promise<ReconciliationReport> {
  if (runningLauncher(dataDir) === undefined) {
    throw new SetupError({
      what: 'the platform is not running',
      why: `no launcher is using ${dataDir}`,
      next: 'start it in another terminal: npm start',
    });
  }
  const port = readPorts(dataDir).apps['payment']?.app;
  const answer = await fetch(`http://127.0.0.1:${port}/reconciliations`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'dapr-api-token': loadSecrets(dataDir).appApiToken,
    },
    body: JSON.stringify({ dryRun }),
    signal: AbortSignal.timeout(RUN_LIMIT_MS),
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as ReconciliationReport;
  throw new SetupError({
    what: 'the payments were not reconciled',
    why: `the payment app answered ${answer.status}: ${text}`,
    next: 'fix the cause and run it again: every repair is idempotent',
  });
}

function show(title: string, differences: Difference[]): void {
  if (differences.length === 0) return;
  console.log(`\n${title}`);
  for (const { orderId, operationId, reason, detail } of differences) {
    const operation = operationId === undefined ? '' : ` ${operationId}`;
    console.log(`  ${orderId}${operation}  ${reason}: ${detail}`);
  }
}

async function main(): Promise<number> {
  const { dryRun } = readOptions();
  const report = await askPaymentApp(dataDirectory(), dryRun);
  const { compared, repaired, open, needsPerson, unlisted } = report;
  console.log(`compared ${compared.theirs} payments of the provider's book with our record`);
  show(dryRun ? 'would be repaired' : 'repaired', repaired);
  show('still open: the provider gave no clear answer', open);
  show('needs a person', needsPerson);
  if (unlisted > 0) console.log(`\nand ${unlisted} more that are not listed`);
  const differences = repaired.length + open.length + needsPerson.length;
  if (differences === 0) console.log('the two records agree');
  return needsPerson.length + open.length + unlisted > 0 ? 1 : 0;
}

process.exit(await main().catch(endWith));
