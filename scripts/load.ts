// `npm run load`: load tests of the platform, with a verdict.
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createProgress, during, type Progress, type Stack } from '@commerce/local-stack';
import { Argument, Option } from 'commander';
import { commandLine } from './command-line.ts';
import { interruption, unlessAborted } from './interruption.ts';
import { endWith } from './launch.ts';
import { prepareArtillery } from './load/artillery.ts';
import type { Report } from './load/report.ts';
import { runScenario } from './load/run.ts';
import { needOfOwnPlatform, readScenario, ScenarioError, scenarioNames } from './load/scenario.ts';
import { type Environment, ENVIRONMENTS, type Scenario } from './load/scenario-form.ts';
import { openTarget } from './load/target.ts';
import { writeReport } from './load/write-report.ts';

const ALL = 'all';
const LIST = 'list';
const EXIT_CODES = { passed: 0, failed: 1, void: 3 } as const;

interface Options {
  env: Environment;
  url?: string;
}

function readOptions(): { wanted: string[]; options: Options } {
  const program = commandLine({
    name: 'npm run load --',
    about:
      'Loads a platform with a scenario of tests/load/scenarios, then checks what it left behind in all databases. ' +
      'Exit code 0 if everything held, 1 if not, 3 if the generator was too slow to say. smoke and local start a ' +
      'platform of their own. `list` prints the scenarios, `all` runs them one after another.',
    environment:
      'XDG_CACHE_HOME, COMMERCE_DATA_DIR (the reports are in its load/); with --env k8s LOAD_CLIENT_ID, LOAD_CLIENT_SECRET',
  })
    .addArgument(new Argument('<scenarios...>').choices([LIST, ALL, ...scenarioNames()]))
    .addOption(
      new Option('--env <environment>', 'how much load, and where')
        .choices(ENVIRONMENTS)
        .default('smoke'),
    )
    .option('--url <url>', 'the gateway, with --env k8s')
    .parse();
  return { wanted: program.args, options: program.opts<Options>() };
}

const isDisturbing = ({ disturbances = [] }: Scenario) => disturbances.length > 0;

/** The scenarios to run. Refuses what cannot run, before anything is started. */
function chosen(wanted: readonly string[], environment: Environment): Scenario[] {
  const scenarios = (wanted.includes(ALL) ? scenarioNames() : wanted)
    .map(readScenario)
    // Each of these needs a platform of its own after it, so the others share one first.
    .toSorted((a, b) => Number(isDisturbing(a)) - Number(isDisturbing(b)));
  if (environment !== 'k8s') return scenarios;
  return scenarios.filter((one) => {
    const need = needOfOwnPlatform(one);
    if (need === undefined) return true;
    if (!wanted.includes(ALL))
      throw new ScenarioError(one.name, [`${need}: run it with --env local`]);
    console.log(`left out: ${one.name}, because ${need}`);
    return false;
  });
}

function print(
  { scenario, outcome, voidReason, checks, figures, knee, ends }: Report,
  page: string,
): void {
  console.log(
    `\n${scenario}: ${outcome}${voidReason === undefined ? '' : `; the load is void: ${voidReason}`}`,
  );
  for (const { operation, count, perSecond, latency } of figures.operations) {
    const { p50, p95, p99 } = latency;
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    console.log(
      `  ${operation.padEnd(20)} ${String(count).padStart(6)}  ${perSecond.toFixed(1).padStart(6)}/s  ` +
        `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}`,
    );
  }
  for (const { operation, status, cause, count, isExpected } of figures.errors) {
    console.log(
      `  ${count} × ${operation} ${status || 'no answer'} ${cause}${isExpected ? '' : ', unexpected'}`,
    );
  }
  if (ends !== undefined) {
    const { placed, confirmed, rejected, cancelled, compensatedShare } = ends;
    console.log(
      `  ${placed} orders: ${confirmed} were confirmed, ${rejected} rejected, ${cancelled} cancelled; ` +
        `${(compensatedShare * 100).toFixed(0)} % undone by the workflow`,
    );
  }
  if (knee !== undefined) {
    console.log(
      `  the knee is ${knee.isReached ? 'at' : 'above'} ${knee.perSecond.toFixed(1)} arrivals/s`,
    );
  }
  const kept = checks.filter(({ isKept }) => isKept === true);
  console.log(`  ✓ ${kept.length} of ${checks.length} checks`);
  for (const { title, isKept, findings } of checks) {
    if (isKept === true) continue;
    console.log(`  ${isKept === undefined ? '·' : '✗'} ${title}`);
    for (const finding of findings) console.log(`      ${finding}`);
  }
  console.log(`  ${page}`);
}

/** Keeps the logs of all processes beside the report of a run that failed. */
function keepLogs({ dataDir }: Stack, folder: string): void {
  const logs = join(folder, 'logs');
  cpSync(join(dataDir, 'logs'), logs, { recursive: true });
  console.log(`  the logs of the processes are kept in ${logs}`);
}

async function runAll(
  scenarios: Scenario[],
  { env, url }: Options,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<Report[]> {
  const program = await prepareArtillery(progress);
  const open = () => openTarget(env, { url, progress, signal });
  let target = await open();
  const reports: Report[] = [];
  try {
    for (const [n, scenario] of scenarios.entries()) {
      const options = { environment: env, program, progress, signal };
      const report = await unlessAborted(signal, runScenario(scenario, target, options));
      const page = writeReport(report);
      print(report, page);
      reports.push(report);
      if (target.stack === undefined) continue;
      if (report.outcome === 'failed') keepLogs(target.stack, dirname(page));
      // What one scenario broke is not the fault of the next one.
      const isWorn = report.outcome === 'failed' || isDisturbing(scenario);
      if (!isWorn || n === scenarios.length - 1) continue;
      await during(progress, 'stopping', () => target.close());
      target = await open();
    }
    return reports;
  } finally {
    await during(progress, 'stopping', () => target.close());
  }
}

async function main(): Promise<number> {
  const { wanted, options } = readOptions();
  if (wanted.includes(LIST)) {
    for (const name of scenarioNames())
      console.log(`${name.padEnd(22)} ${readScenario(name).title}`);
    return 0;
  }
  const scenarios = chosen(wanted, options.env);
  const signal = interruption();
  const reports = await runAll(scenarios, options, { progress: createProgress(), signal });
  if (reports.length > 1) {
    console.log('');
    for (const { scenario, outcome } of reports) console.log(`${scenario.padEnd(22)} ${outcome}`);
  }
  const outcomes = reports.map(({ outcome }) => outcome);
  return EXIT_CODES[
    (['failed', 'void'] as const).find((one) => outcomes.includes(one)) ?? 'passed'
  ];
}

process.exit(await main().catch(endWith));
