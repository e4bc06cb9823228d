// `npm run fuzz`: runs schemathesis against every operation of the public document.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClient } from '@commerce/client';
import { publicDocument, publicOperations } from '@commerce/platform/documents';
import {
  createProgress,
  silentProgress,
  formatFailure,
  startStack,
  type Stack,
  wipeDirectory,
} from '@commerce/local-stack';
import { CUSTOMER } from '@commerce/testing/shop';
import {
  type Credentials,
  type FuzzCaller,
  fuzzCallers,
  isWorthTrying,
  openCallers,
} from './fuzz-callers.ts';
import { interruption } from './interruption.ts';
import { commandLine, upTo } from './command-line.ts';
import { endWith } from './launch.ts';

const SCHEMATHESIS = '4.32.5';
const DEFAULT_CASES = 20_000;
const MAX_CASES = 10_000_000;
/** A round has fewer cases than requested if there are not that many different ones. */
const MAX_ROUNDS = 10;
/** Longest wait for one answer, s; an order may take 15 s. */
const ANSWER_TIMEOUT_S = '40';
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];
/** These operations end sessions and clients that other cases use, so they run last. */
const ENDING = new Set([
  'endSession',
  'signOut',
  'endAllSessions',
  'setAccountRoles',
  'disableAccount',
  'eraseAccount',
  'renewClientSecret',
  'endClient',
]);
/** Cases of each other caller, as a share of the admin's. */
const OTHERS_SHARE = 0.25;
/** Its answer has no end; tests/e2e/order-history.test.ts covers it. */
const ENDLESS = new Set(['streamOrder']);
/** Enough for every shipment and return of the cases. */
const ORDERED_UNITS = 10_000;

interface Report {
  test_cases: { generated: number };
  failures: { title: string; count: number; operations: string[] }[];
  errors: { title: string; count: number }[];
}

function readCases(): number {
  const { cases } = commandLine({
    name: 'npm run fuzz --',
    about:
      "Starts the platform and sends it cases that schemathesis makes from the API's document; exit " +
      'code 1 when an answer is a server error or not what the document says. Needs python3 (3.10 or ' +
      'newer) with venv and pip; the environment is made once, in the cache directory.',
    environment: 'XDG_CACHE_HOME (default ~/.cache)',
  })
    .option(
      '--cases <n>',
      'at least so many cases, and never below 3,000',
      upTo(MAX_CASES),
      DEFAULT_CASES,
    )
    .parse()
    .opts<{ cases: number }>();
  return cases;
}

async function run(command: string, args: string[], signal: AbortSignal): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit' });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  const [code] = (await once(child, 'close')) as [number | null];
  signal.removeEventListener('abort', end);
  if (signal.aborted) throw signal.reason;
  return code ?? 1;
}

/** The path of schemathesis, in a virtual environment that is created if missing. */
async function prepareSchemathesis(signal: AbortSignal): Promise<string> {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const home = join(cache, 'dapr-commerce', `schemathesis-${SCHEMATHESIS}`);
  const done = join(home, 'installed');
  if (!existsSync(done)) {
    mkdirSync(home, { recursive: true });
    const install = [
      ['python3', '-m', 'venv', '--clear', home],
      [join(home, 'bin', 'pip'), 'install', '--quiet', `schemathesis==${SCHEMATHESIS}`],
    ] as const;
    for (const [command, ...args] of install) {
      const code = await run(command, args, signal);
      if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
    }
    writeFileSync(done, '');
  }
  return join(home, 'bin', 'schemathesis');
}

/** Creates a product, stock and orders, so that the cases of each caller get further than a 404. */
async function prepareShop(
  stack: Stack,
  callers: Record<FuzzCaller, Credentials>,
): Promise<Record<FuzzCaller, Record<string, string>>> {
  const call = openClient(stack.gatewayUrl, { headers: await callers.importer() });
  const sku = 'MUG-BLUE';
  const price = { amountMinor: 1250, currency: 'GBP' } as const;
  await call('createProduct', { body: { sku, name: 'A blue mug', price } });
  await call('receiveStock', { params: { sku }, body: { location: 'main', quantity: 100_000 } });
  const idsOf = async (caller: FuzzCaller) => {
    const headers = await callers[caller]();
    return { sku, location: 'main', id: await placeOrder(stack, headers, sku) };
  };
  return {
    admin: await idsOf('admin'),
    importer: await idsOf('importer'),
    customer: await idsOf('customer'),
    guest: await idsOf('guest'),
  };
}

async function placeOrder(
  { gatewayUrl }: Stack,
  headers: Record<string, string>,
  sku: string,
): Promise<string> {
  const call = openClient(gatewayUrl, { headers });
  const answer = await call('placeOrder', {
    headers: { 'Idempotency-Key': randomUUID() },
    body: {
      lines: [{ sku, quantity: ORDERED_UNITS }],
      ...CUSTOMER,
      payment: { token: 'tok_ok' },
      currency: 'GBP',
      policy: 'split',
    },
  });
  if (!answer.ok) throw new Error(`cannot place an order: ${answer.code}`);
  return answer.body.id;
}

interface Batch {
  title: string;
  caller: FuzzCaller;
  operations: readonly string[];
  casesEach: number;
  /** Fixed values of path parameters. */
  known?: Record<string, string>;
}

/**
 * The operations of each app, with generated ids and with real ones; then those of each other
 * caller.
 */
function batchesOf(
  chosen: typeof publicOperations,
  cases: number,
  known: Record<FuzzCaller, Record<string, string>>,
): Batch[] {
  const apps = [...new Set(chosen.map(({ app }) => app))];
  const casesEach = Math.max(1, Math.ceil(cases / chosen.length / 2));
  const batch = (about: Pick<Batch, 'title' | 'caller' | 'known'>, app?: string): Batch => ({
    ...about,
    casesEach: about.caller === 'admin' ? casesEach : Math.ceil(casesEach * OTHERS_SHARE),
    operations: chosen
      .filter((one) => app === undefined || one.app === app)
      .filter(({ access }) => isWorthTrying(about.caller, access))
      // No real ids for identity: a case must not disable the account that sends it.
      .filter((one) => !about.known || (one.params !== undefined && one.app !== 'identity'))
      .map(({ operationId }) => operationId),
  });
  const others = fuzzCallers.filter((caller) => caller !== 'admin');
  return [
    ...apps.flatMap((app) => [
      batch({ title: app, caller: 'admin' }, app),
      batch({ title: `${app}, real ids`, caller: 'admin', known: known.admin }, app),
    ]),
    ...others.flatMap((caller) => [
      batch({ title: `as ${caller}`, caller }),
      batch({ title: `as ${caller}, real ids`, caller, known: known[caller] }),
    ]),
  ].filter(({ operations }) => operations.length > 0);
}

async function fuzz(
  program: string,
  stack: Stack,
  {
    batch,
    ...rest
  }: {
    batch: Batch;
    phases: string;
    callers: Record<FuzzCaller, Credentials>;
    folder: string;
    signal: AbortSignal;
  },
): Promise<Report> {
  const { phases, callers, folder, signal } = rest;
  console.log(`\n${batch.title}: ${batch.operations.length} operations`);
  const config = join(folder, 'schemathesis.toml');
  const report = join(folder, 'report.json');
  const document = join(folder, 'openapi.json');
  const lines = Object.entries(batch.known ?? {}).map(
    ([name, value]) => `"path.${name}" = ${JSON.stringify(value)}`,
  );
  writeFileSync(config, ['[parameters]', ...lines, ''].join('\n'));
  writeFileSync(document, JSON.stringify(publicDocument()));
  rmSync(report, { force: true });
  const headers = Object.entries(await callers[batch.caller]());
  await run(
    program,
    [
      ...['--config-file', config, 'run', document, '--url', stack.gatewayUrl],
      ...batch.operations.flatMap((id) => ['--include-operation-id', id]),
      ...['--checks', CHECKS.join(','), '--max-examples', String(batch.casesEach)],
      ...['--phases', phases, '--continue-on-failure', '--no-color'],
      ...['--workers', '1', '--request-timeout', ANSWER_TIMEOUT_S, '--warnings', 'off'],
      ...['--generation-database', 'none', '--suppress-health-check', 'all'],
      ...['--report', 'json', '--report-json-path', report],
      ...headers.flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ],
    signal,
  );
  return JSON.parse(readFileSync(report, 'utf8')) as Report;
}

function casesIn(reports: Report[]): number {
  return reports.reduce((sum, report) => sum + report.test_cases.generated, 0);
}

/**
 * Runs rounds over all operations until there are enough cases; then the operations that end
 * sessions.
 */
async function fuzzAll(
  program: string,
  stack: Stack,
  { cases, ...around }: { cases: number; folder: string; signal: AbortSignal },
): Promise<Report[]> {
  const callers = await openCallers(stack);
  const known = await prepareShop(stack, callers);
  const chosen = publicOperations.filter(
    ({ operationId }) => !ENDLESS.has(operationId) && !ENDING.has(operationId),
  );
  // Identity comes last: cases with wrong passwords also slow down token requests of clients.
  const stages = [
    chosen.filter(({ app }) => app !== 'identity'),
    chosen.filter(({ app }) => app === 'identity'),
  ];
  const reports: Report[] = [];
  for (const stage of stages) {
    const wanted = (cases * stage.length) / chosen.length;
    const own: Report[] = [];
    for (let round = 0; round < MAX_ROUNDS && casesIn(own) < wanted; round += 1) {
      for (const batch of batchesOf(stage, wanted - casesIn(own), known)) {
        // The first two phases are deterministic, so they run once.
        const isFirst = round === 0 && batch.caller === 'admin';
        const phases = isFirst ? 'examples,coverage,fuzzing' : 'fuzzing';
        own.push(await fuzz(program, stack, { batch, phases, callers, ...around }));
      }
    }
    reports.push(...own);
  }
  const operations = [...ENDING];
  const ends: Batch = {
    title: 'operations that end sessions',
    caller: 'admin',
    operations,
    casesEach: 1,
  };
  const phases = 'examples,coverage,fuzzing';
  reports.push(await fuzz(program, stack, { batch: ends, phases, callers, ...around }));
  return reports;
}

function conclude(reports: Report[]): number {
  const failures = reports.flatMap((report) => report.failures);
  const errors = reports.flatMap((report) => report.errors);
  const cases = casesIn(reports);
  const found = (list: Report['failures']) => list.reduce((sum, { count }) => sum + count, 0);
  const faults = failures.filter(({ title }) => /server error/i.test(title));
  console.log(`\ncases              ${cases}`);
  console.log(`server errors      ${found(faults)}`);
  console.log(`schema violations  ${found(failures) - found(faults)}`);
  for (const { title, operations } of failures) {
    console.log(`  ${title}: ${operations.join(', ')}`);
  }
  for (const { title, count } of errors) console.log(`  not run: ${title} (${count})`);
  return failures.length + errors.length === 0 && cases > 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const cases = readCases();
  const signal = interruption();
  const program = await prepareSchemathesis(signal);
  const dataDir = mkdtempSync(join(tmpdir(), 'dapr-commerce-fuzz-'));
  const folder = mkdtempSync(join(tmpdir(), 'dapr-commerce-cases-'));
  let stack: Stack | undefined;
  try {
    stack = await startStack({
      dataDir,
      ports: 'free',
      isolated: true,
      progress: createProgress(),
      signal,
      onGiveUp: (error) => console.error(`\n${formatFailure(error)}`),
    });
    return conclude(await fuzzAll(program, stack, { cases, folder, signal }));
  } finally {
    await stack?.stop();
    await wipeDirectory(dataDir, silentProgress);
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main().catch(endWith));
