import { parseArgs } from 'node:util';
import type { RebuildReport } from '@commerce/order/use-cases/rebuild-read-models';
import { loadSecrets, readPorts, runningLauncher, SetupError } from '@commerce/local-stack';
import { endWith, endWithUsage } from './launch.ts';
import { dataDirectory } from './places.ts';

/** Longest that a rebuild may take, ms. */
const RUN_LIMIT_MS = 3_600_000;
const USAGE = `usage: npm run rebuild -- order [options]
Makes the read models of an app of the running platform anew from its event streams, while it
serves, puts right every row that differs and lists what did.
  --check          only compare; exit code 1 when something differs
  --help           show this
environment: COMMERCE_DATA_DIR (default .data)`;

function readOptions(): { check: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    if (positionals.join(' ') !== 'order') throw new Error('say what to rebuild: order');
    return { check: values.check };
  } catch (error) {
    return endWithUsage(error, USAGE);
  }
}

async function askOrderApp(dataDir: string, check: boolean): Promise<RebuildReport> {
  if (runningLauncher(dataDir) === undefined) {
    throw new SetupError({
      what: 'the platform is not running',
      why: `nothing runs on ${dataDir}`,
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
    next: 'correct that and run it again: nothing was changed',
  });
}

function show({ check, events, rows, differences, unlisted, late, ...took }: RebuildReport): void {
  const tables = Object.entries(rows).map(([table, count]) => `${count} rows of ${table}`);
  console.log(`${events} events say ${tables.join(', ')} (${took.tookMs} ms)`);
  if (late > 0) console.log(`${late} rows only waited for an event on its way`);
  for (const { table, key, kind, columns } of differences) {
    console.log(`  ${table} ${key}: ${kind}${columns ? ` ${columns.join(', ')}` : ''}`);
  }
  if (unlisted > 0) console.log(`and ${unlisted} more that are not listed`);
  const count = differences.length + unlisted;
  if (count === 0) console.log('every row is what the streams say');
  else console.log(check ? `${count} rows differ` : `${count} rows were put right`);
}

async function main(): Promise<number> {
  const { check } = readOptions();
  const report = await askOrderApp(dataDirectory(), check);
  show(report);
  return check && report.differences.length > 0 ? 1 : 0;
}

process.exit(await main().catch(endWith));
