import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BROKER_KINDS,
  type BrokerKind,
  createProgress,
  demoAccounts,
  formatFailure,
  type Progress,
  type Stack,
  startStack,
} from '@commerce/local-stack';
import { InvalidArgumentError, Option } from 'commander';
import { brokerOf } from './brokers.ts';
import { commandLine, DATA_DIRECTORY, upTo } from './command-line.ts';
import { interruption, unlessAborted, untilAborted } from './interruption.ts';
import { endWith, portOptions } from './launch.ts';
import { observability } from './observe/observability.ts';
import { dataDirectory, root, typedPath } from './places.ts';
import { formatSummary, replayInvoices } from './replay/index.ts';

const DEFAULT_INVOICES = 100;
const MAX_INVOICES = 10_000_000;
const INVOICE_FILE = join(root, 'data', 'online-retail.csv.gz');

interface Options {
  once: boolean;
  invoices: number | 'all';
  file: string;
  summary?: string;
  insecure: boolean;
  observe: boolean;
  accelerated: boolean;
  broker?: BrokerKind;
  downloadDapr: boolean;
  daprSha256?: Record<string, string>;
}

function readOptions(): Options {
  const program = commandLine({
    name: 'npm start --',
    about: 'Starts the platform, imports the product list and replays real invoices as orders.',
    environment:
      'GATEWAY_PORT (default 8080), LOCAL_PORTS=free (any free ports), DATABASE_URL, REDIS_URL, ' +
      `DAPR_BIN_DIR, ${DATA_DIRECTORY}`,
  })
    .option('--once', 'end after the summary; exit code 0 only if all its checks hold', false)
    .option('--invoices <n>', 'replay the first n invoices', upTo(MAX_INVOICES), DEFAULT_INVOICES)
    .option('--all', 'replay all invoices of the file', false)
    .option(
      '--file <file>',
      'replay another file of the same form (.csv, .csv.gz)',
      typedPath,
      INVOICE_FILE,
    )
    .option('--summary <file>', 'also write the summary as JSON', typedPath)
    .option('--accelerated', 'with the components of our own build of Dapr', false)
    .addOption(
      new Option('--broker <broker>', 'the topics between apps in another broker than Redis')
        .choices(BROKER_KINDS)
        .conflicts('accelerated'),
    )
    .option('--download-dapr', 'download the release of Dapr, unless it was before', false)
    .option(
      '--dapr-sha256 <archive=sum>',
      'the SHA-256 of an archive of the release, for platforms without a pinned one; repeatable',
      readSum,
    )
    .option('--observe', 'also collect traces and metrics; needs Go once, for 15 minutes', false)
    .option('--insecure', 'without mTLS and access control between the apps', false)
    .parse();
  const { all, ...options } = program.opts<Options & { all: boolean }>();
  if (!existsSync(options.file)) program.error(`error: there is no file ${options.file}`);
  return { ...options, invoices: all ? 'all' : options.invoices };
}

/** Adds a sum of the form `<archive>=<sum>` to the ones before it. */
function readSum(text: string, earlier: Record<string, string> = {}): Record<string, string> {
  const [, archive, sum] = /^([^=]+)=([0-9a-f]{64})$/i.exec(text) ?? [];
  if (archive !== undefined && sum !== undefined) return { ...earlier, [archive]: sum };
  throw new InvalidArgumentError('It must be the name of an archive, = and its SHA-256.');
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

/** The launcher has no token of an outside issuer. Answers the exit code. */
function withoutImport(stack: Stack, issuer: string): number {
  console.log(`\nnothing is imported: tokens come from ${issuer}`);
  showUrls(stack);
  return 0;
}

/** Answers the exit code: 0 if all checks of the summary hold. */
async function importAndReplay(
  options: Options,
  { stack, progress, signal }: { stack: Stack; progress: Progress; signal: AbortSignal },
): Promise<number> {
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
  return summary.checks.every(({ ok }) => ok) ? 0 : 1;
}

async function main(): Promise<number> {
  const options = readOptions();
  const signal = interruption();
  const progress = createProgress();
  const observed = options.observe ? await observability() : undefined;
  const broker = options.broker === undefined ? undefined : await brokerOf(options.broker);
  const stack = await startStack({
    ...portOptions(),
    dataDir: dataDirectory(),
    progress,
    signal,
    insecure: options.insecure,
    accelerated: options.accelerated,
    ...(broker === undefined ? {} : { broker }),
    ...(options.downloadDapr ? { downloadDapr: { sums: options.daprSha256 ?? {} } } : {}),
    ...(observed && { observability: observed }),
    onGiveUp: (error) => console.error(`\n${formatFailure(error)}`),
  });
  let exitCode = 0;
  try {
    const issuer = process.env['OIDC_ISSUER'] ?? '';
    const code =
      issuer === ''
        ? await importAndReplay(options, { stack, progress, signal })
        : withoutImport(stack, issuer);
    if (options.once) exitCode = code;
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
