import type { RebuildReport } from '@commerce/order/use-cases/rebuild-read-models';
import { Argument } from 'commander';
import { askApp } from './ask-app.ts';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { endWith } from './launch.ts';

/** Longest time for a rebuild, ms. */
const RUN_LIMIT_MS = 3_600_000;

function readOptions(): { check: boolean } {
  return commandLine({
    name: 'npm run rebuild --',
    about:
      'Rebuilds the read models of an app of the running platform from its event streams, while it ' +
      'serves: corrects every row that differs and lists what did.',
    environment: DATA_DIRECTORY,
  })
    .addArgument(new Argument('<app>', 'whose read models').choices(['order']))
    .option('--check', 'only compare; exit code 1 when something differs', false)
    .parse()
    .opts();
}

function show({ check, events, rows, differences, unlisted, late, ...took }: RebuildReport): void {
  const tables = Object.entries(rows).map(([table, count]) => `${count} rows of ${table}`);
  console.log(`${events} events give ${tables.join(', ')} (${took.tookMs} ms)`);
  if (late > 0) console.log(`${late} rows were only waiting for an event in flight`);
  for (const { table, key, kind, columns } of differences) {
    console.log(`  ${table} ${key}: ${kind}${columns ? ` ${columns.join(', ')}` : ''}`);
  }
  if (unlisted > 0) console.log(`and ${unlisted} more that are not listed`);
  const count = differences.length + unlisted;
  if (count === 0) console.log('all rows match the streams');
  else console.log(check ? `${count} rows differ` : `${count} rows were corrected`);
}

async function main(): Promise<number> {
  const { check } = readOptions();
  const report = await askApp<RebuildReport>('order', {
    method: 'POST',
    path: '/read-models/rebuild',
    body: { check },
    timeoutMs: RUN_LIMIT_MS,
    next: 'fix the cause and run it again: nothing was changed',
  });
  show(report);
  return check && report.differences.length > 0 ? 1 : 0;
}

process.exit(await main().catch(endWith));
