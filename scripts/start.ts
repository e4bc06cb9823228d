import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createProgress,
  demoAccounts,
  formatFailure,
  type Stack,
  startStack,
} from '@commerce/local-stack';
import { interruption, unlessAborted, untilAborted } from './interruption.ts';
import { endWith, endWithUsage, portOptions, wholeNumber } from './launch.ts';
import { dataDirectory, root, typedPath } from './places.ts';
import { formatSummary, replayInvoices } from './replay/index.ts';

const DEFAULT_INVOICES = '100';
const MAX_INVOICES = 10_000_000;
const USAGE = `usage: npm start [-- options]
Starts the platform, imports the product list and replays real invoices as orders.
  --once           end after the summary; exit code 0 only if every check passed
  --invoices N     replay the first N invoices (default ${DEFAULT_INVOICES})
  --all            replay all invoices of the file
  --file F         replay another file of the same format (.csv or .csv.gz)
  --summary F      also write the summary as JSON
  --insecure       no mTLS and no access control between the apps
  --help           show this
environment: GATEWAY_PORT (default 8080), LOCAL_PORTS=free (any free ports), DATABASE_URL,
  REDIS_URL, DAPR_BIN_DIR, COMMERCE_DATA_DIR (default .data)`;

interface Options {
  once: boolean;
  invoices: number | 'all';
  file: string;
  summary: string | undefined;
  insecure: boolean;
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        invoices: { type: 'string', default: DEFAULT_INVOICES },
        all: { type: 'boolean', default: false },
        file: { type: 'string', default: join(root, 'data', 'online-retail.csv.gz') },
        summary: { type: 'string' },
        insecure: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const file = typedPath(values.file);
    if (!existsSync(file)) throw new Error(`--file: there is no ${file}`);
    return {
      once: values.once,
      insecure: values.insecure,
      invoices: values.all ? 'all' : wholeNumber('--invoices', values.invoices, MAX_INVOICES),
      file,
      summary: values.summary === undefined ? undefined : typedPath(values.summary),
    };
  } catch (error) {
    return endWithUsage(error, USAGE);
  }
}

function showUrls(stack: Stack): void {
  console.log('\naddresses');
  for (const [name, url] of Object.entries({ gateway: stack.gatewayUrl, ...stack.urls })) {
    console.log(`  ${name.padEnd(18)} ${url}`);
  }
  console.log(`  ${'logs'.padEnd(18)} ${join(stack.dataDir, 'logs')}`);
}

/**
 * Prints a shell line that gets an access token; the password is valid only for this data
 * directory.
 */
function showToken(stack: Stack): void {
  const accounts = demoAccounts(stack.coordinates.secrets);
  const { email, password } = accounts.at(-1) ?? {};
  const names = accounts.map((account) => account.email.split('@')[0]).join(', ');
  const signIn = `curl -s ${stack.gatewayUrl}/sessions -H 'content-type: application/json'`;
  const body = JSON.stringify({ email, password });
  const read = `node -p 'JSON.parse(require("fs").readFileSync(0)).accessToken'`;
  console.log(
    `\nan access token of the demo admin, valid for 10 minutes; other accounts: <role>@demo.example`,
  );
  console.log(`(${names})`);
  console.log(`  TOKEN=$(${signIn} -d '${body}' | ${read})`);
}

function databasesToCheck(stack: Stack) {
  return {
    order: stack.databaseUrl('order'),
    inventory: stack.databaseUrl('inventory'),
    payment: stack.databaseUrl('payment'),
    catalog: stack.databaseUrl('catalog'),
  };
}

async function main(): Promise<number> {
  const options = readOptions();
  const signal = interruption();
  const progress = createProgress();
  const stack = await startStack({
    ...portOptions(),
    dataDir: dataDirectory(),
    progress,
    signal,
    insecure: options.insecure,
    onGiveUp: (error) => console.error(`\n${formatFailure(error)}`),
  });
  let exitCode = 0;
  try {
    const summary = await unlessAborted(
      signal,
      replayInvoices({
        gatewayUrl: stack.gatewayUrl,
        importer: stack.serviceClients.importer,
        file: options.file,
        invoices: options.invoices,
        databaseUrls: databasesToCheck(stack),
        progress,
      }),
    );
    console.log(`\n${formatSummary(summary)}`);
    if (options.summary !== undefined) {
      writeFileSync(options.summary, `${JSON.stringify(summary, null, 2)}\n`);
    }
    showUrls(stack);
    showToken(stack);
    if (options.once) exitCode = summary.checks.every(({ ok }) => ok) ? 0 : 1;
    else {
      console.log('\nthe platform is up; Ctrl-C stops it');
      await untilAborted(signal);
    }
  } catch (error) {
    exitCode = endWith(error);
  } finally {
    const step = progress.step('stopping');
    await stack.stop();
    step.done();
  }
  return exitCode;
}

process.exit(await main().catch(endWith));
