import type { RebuildReport } from '@commerce/order/use-cases/rebuild-read-models';
import { loadSecrets, readPorts, runningLauncher, SetupError } from '@commerce/local-stack';
import { Argument } from 'commander';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { endWith } from './launch.ts';
import { dataDirectory } from './places.ts';

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

async function askOrderApp(dataDir: string, check: boolean): Promise<RebuildReport> {
  if (runningLauncher(dataDir) === undefined) {
    throw new SetupError({
      what: 'the platform is not running',
      why: `no launcher is using ${dataDir}`,
      next: 'start it in another terminal: npm start',
    });
  }
  const port = readPorts(dataDir).apps['order']?.app;
  const answer = await fetch(`http://127.0.0.1:${port}/read-models/rebuild`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'dapr-api-token': loadSecrets(dataDir).appApiToken,
    },
    body: JSON.stringify({ check }),
    signal: AbortSignal.timeout(RUN_LIMIT_MS),
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as RebuildReport;
  throw new SetupError({
    what: 'the read models were not rebuilt',
    why: `the order app answered ${answer.status}: ${text}`,
    next: 'fix the cause and run it again: nothing was changed',
  });
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
  const report = await askOrderApp(dataDirectory(), check);
  show(report);
  return check && report.differences.length > 0 ? 1 : 0;
}

process.exit(await main().catch(endWith));
