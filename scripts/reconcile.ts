import type {
  Difference,
  ReconciliationReport,
} from '@commerce/contracts/payment/reconciliation-api';
import { Argument } from 'commander';
import { askApp } from './ask-app.ts';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { endWith } from './launch.ts';

/** Longest time for a comparison of the whole book, ms. */
const RUN_LIMIT_MS = 600_000;

function readOptions(): { dryRun: boolean } {
  return commandLine({
    name: 'npm run reconcile --',
    about:
      'Compares the payments of the running platform with the book of the payment provider, repairs ' +
      'what is safe and lists the rest. Exit code 1 when something needs a person, or is still open.',
    environment: DATA_DIRECTORY,
  })
    .addArgument(new Argument('<app>', 'whose payments').choices(['payment']))
    .option('--dry-run', 'only say what would be repaired', false)
    .parse()
    .opts();
}

function show(title: string, differences: Difference[]): void {
  if (differences.length === 0) return;
  console.log(`\n${title}`);
  for (const { orderId, operationId, reason, detail, findingId } of differences) {
    const operation = operationId === undefined ? '' : ` ${operationId}`;
    const finding = findingId === undefined ? '' : ` (finding ${findingId})`;
    console.log(`  ${orderId}${operation}  ${reason}: ${detail}${finding}`);
  }
}

async function main(): Promise<number> {
  const { dryRun } = readOptions();
  const report = await askApp<ReconciliationReport>('payment', {
    method: 'POST',
    path: '/reconciliations',
    body: { dryRun },
    timeoutMs: RUN_LIMIT_MS,
    next: 'fix the cause and run it again: every repair is idempotent',
  });
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
