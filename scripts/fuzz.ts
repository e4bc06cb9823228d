// `npm run fuzz`: schemathesis against every operation of the public document.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openClient } from '@commerce/client';
import { publicDocument, publicOperations } from '@commerce/contracts/operations';
import {
  createProgress,
  demoAccounts,
  formatFailure,
  loadSecrets,
  startStack,
  type Stack,
  wipeDirectory,
} from '@commerce/local-stack';
import { interruption } from './interruption.ts';
import { endWith, endWithUsage, wholeNumber } from './launch.ts';

const SCHEMATHESIS = '4.32.5';
const DEFAULT_CASES = '20000';
const MAX_CASES = 10_000_000;
/** A round makes fewer cases than it is asked for where there are not so many different ones. */
const MAX_ROUNDS = 10;
/** Longest wait of schemathesis for one answer, s; an order may take 15 s. */
const ANSWER_TIMEOUT_S = '40';
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];
/** They end the session that all others are sent with, so they come last: ids of answers are used. */
const ENDING = new Set([
  'endSession',
  'signOut',
  'endAllSessions',
  'setAccountRoles',
  'disableAccount',
]);
/** Its answer has no end; tests/e2e/order-history.test.ts is about it. */
const ENDLESS = new Set(['streamOrder']);
/** Enough for every shipment and return that cases can make of them. */
const ORDERED_UNITS = 10_000;
const USAGE = `usage: npm run fuzz [-- options]
Starts the platform and sends it cases that schemathesis makes from the API's document; ends with 1
when an answer is a server error or not what the document says.
  --cases N   at least so many cases in all, some 2,700 being the least (default ${DEFAULT_CASES})
  --help      show this
needs: python3 (3.10 or newer) with venv and pip. The environment is made once, in the cache
directory (XDG_CACHE_HOME, default ~/.cache).`;

interface Report {
  test_cases: { generated: number };
  failures: { title: string; count: number; operations: string[] }[];
  errors: { title: string; count: number }[];
}

function readCases(): number {
  try {
    const { values } = parseArgs({
      options: {
        cases: { type: 'string', default: DEFAULT_CASES },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    return wholeNumber('--cases', values.cases, MAX_CASES);
  } catch (error) {
    return endWithUsage(error, USAGE);
  }
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

/** The program of schemathesis, in a virtual environment that is made when it is not there. */
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

/** Things that are there, so that cases get further than to a 404. */
async function prepareShop(
  stack: Stack,
  headers: Record<string, string>,
): Promise<Record<string, string>> {
  const call = openClient(stack.gatewayUrl, { headers });
  const sku = 'MUG-BLUE';
  const price = { amountMinor: 1250, currency: 'GBP' };
  await call('createProduct', { body: { sku, name: 'A blue mug', price } });
  await call('receiveStock', { params: { sku }, body: { location: 'london', quantity: 100_000 } });
  const answer = await call('placeOrder', {
    body: {
      lines: [{ sku, quantity: ORDERED_UNITS }],
      shippingAddress: { city: 'London' },
      payment: { token: 'tok_ok' },
      currency: 'GBP',
      policy: 'split',
    },
  });
  if (!answer.ok) throw new Error(`no order could be placed: ${answer.code}`);
  return { sku, location: 'london', id: answer.body.id };
}

/** Headers of one who may do everything, with a token that is new each time. */
type Credentials = () => Promise<Record<string, string>>;

/** Signs in once and refreshes from then on: cases of wrong passwords slow all sign-ins from here. */
async function openSession(stack: Stack): Promise<Credentials> {
  const call = openClient(stack.gatewayUrl);
  const admin = demoAccounts(loadSecrets(stack.dataDir)).find(({ roles }) =>
    roles.includes('admin'),
  );
  if (admin === undefined) throw new Error('there is no demo account of an admin');
  const { email, password } = admin;
  const opened = await call('signIn', { body: { email, password } });
  if (!opened.ok) throw new Error(`the admin cannot sign in: ${opened.code}`);
  let { refreshToken } = opened.body;
  return async () => {
    const answer = await call('refreshSession', { body: { refreshToken } });
    if (!answer.ok) throw new Error(`the session of the admin has ended: ${answer.code}`);
    refreshToken = answer.body.refreshToken;
    return {
      authorization: `Bearer ${answer.body.accessToken}`,
      'import-token': stack.importToken,
    };
  };
}

interface Batch {
  title: string;
  operations: readonly string[];
  casesEach: number;
  /** Values of path parameters that are used in place of any. */
  known?: Record<string, string>;
}

/** Each app's operations, with made-up ids and with real ones. */
function batchesOf(cases: number, known: Record<string, string>): Batch[] {
  const chosen = publicOperations.filter(({ operationId }) => !ENDLESS.has(operationId));
  const apps = [...new Set(chosen.map(({ app }) => app))];
  const casesEach = Math.max(1, Math.ceil(cases / chosen.length / 2));
  const idsOf = (app: string, withParams: boolean) =>
    chosen
      .filter((one) => one.app === app && !ENDING.has(one.operationId))
      .filter(({ params }) => !withParams || params !== undefined)
      .map(({ operationId }) => operationId);
  const batches = apps.flatMap((app): Batch[] => [
    { title: app, operations: idsOf(app, false), casesEach },
    { title: `${app}, real ids`, operations: idsOf(app, true), casesEach, known },
  ]);
  // Identity's ids are nobody's: a case must not disable the account that sends it.
  return batches.filter(
    ({ title, operations }) => operations.length > 0 && title !== 'identity, real ids',
  );
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
    credentials: Credentials;
    folder: string;
    signal: AbortSignal;
  },
): Promise<Report> {
  const { phases, credentials, folder, signal } = rest;
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
  const headers = Object.entries(await credentials());
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

/** Rounds over all operations until there were enough cases; then what ends the session. */
async function fuzzAll(
  program: string,
  stack: Stack,
  { cases, ...around }: { cases: number; folder: string; signal: AbortSignal },
): Promise<Report[]> {
  const credentials = await openSession(stack);
  const known = await prepareShop(stack, await credentials());
  const reports: Report[] = [];
  for (let round = 0; round < MAX_ROUNDS && casesIn(reports) < cases; round += 1) {
    // The first two phases are the same each time.
    const phases = round === 0 ? 'examples,coverage,fuzzing' : 'fuzzing';
    for (const batch of batchesOf(cases - casesIn(reports), known)) {
      reports.push(await fuzz(program, stack, { batch, phases, credentials, ...around }));
    }
  }
  const ends = { title: 'ends of sessions', operations: [...ENDING], casesEach: 1 };
  const phases = 'examples,coverage,fuzzing';
  reports.push(await fuzz(program, stack, { batch: ends, phases, credentials, ...around }));
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
    await wipeDirectory(dataDir, createProgress({ write: () => {} }));
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main().catch(endWith));
