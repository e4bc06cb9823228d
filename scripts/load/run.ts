import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stackVersions } from '../../bench/contenders/stack-versions.ts';
import { during, type Progress } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';
import { generate, type Generated } from './artillery.ts';
import { endsOf } from './books.ts';
import { artilleryScript, durationOf, planOf, type Plan, rateAt } from './compose.ts';
import { disturb } from './disturbances.ts';
import { figuresOf, WARM_UP } from './figures.ts';
import type { JournalLine, LoadRun } from './journal-lines.ts';
import { kneeOf } from './knee.ts';
import { prepareProducts } from './products.ts';
import { commit, hashOf, machine, type Report } from './report.ts';
import { sample } from './samples.ts';
import { LOAD, stepsOf } from './scenario.ts';
import type { Environment, Scenario } from './scenario-form.ts';
import type { Target } from './target.ts';
import { gatesOf, outcomeOf, verdictFromOutside, verdictOf, voidReason } from './verdict.ts';

/** Longest time until artillery has loaded its packages and the first virtual user arrives, ms. */
const FIRST_ARRIVAL_MS = 60_000;

export interface RunOptions {
  environment: Environment;
  /** The program of artillery. */
  program: string;
  progress: Progress;
  signal: AbortSignal;
}

/** What was generated, and what happened meanwhile. */
export interface Load {
  plan: Plan;
  lines: JournalLine[];
  generated: Generated;
  disturbed: Report['disturbed'];
  samples: Report['samples'];
  startedAt: Date;
}

/** Runs a scenario against a platform, and judges both. */
export async function runScenario(
  scenario: Scenario,
  target: Target,
  { environment, progress, ...rest }: RunOptions,
): Promise<Report> {
  const { name } = scenario;
  const plan = planOf(scenario, environment);
  const title = `${name}: load, ${durationOf(plan.phases)} s`;
  const load = await during(progress, title, () =>
    generateLoad(scenario, { target, plan, ...rest }),
  );
  return during(progress, `${name}: verdict`, () => judge(scenario, load, { environment, target }));
}

/** What must be true after a load, of the load itself and of the platform, and everything that was measured. */
export async function judge(
  scenario: Scenario,
  load: Load,
  { environment, target, limitMs }: { environment: Environment; target: Target; limitMs?: number },
): Promise<Report> {
  const { stack } = target;
  const answers = load.lines.filter((line) => line.kind === 'answer');
  const verdict =
    stack === undefined
      ? await verdictFromOutside(target, answers)
      : await verdictOf(stack, answers, limitMs);
  return {
    ...reportOf(scenario, { environment, load, verdict }),
    ...(stack && { ends: await endsOf(stack, load.startedAt) }),
    versions: { ...(stack && (await stackVersions(stack))), artillery: artilleryVersion() },
  };
}

/** Creates the products of a scenario, and sends the load of a plan. */
export async function generateLoad(
  scenario: Scenario,
  {
    target,
    plan,
    program,
    signal,
  }: { target: Target; plan: Plan } & Pick<RunOptions, 'program' | 'signal'>,
): Promise<Load> {
  const skus = await prepareProducts(target, scenario.products);
  const folder = mkdtempSync(join(tmpdir(), 'dapr-commerce-load-run-'));
  const journal = join(folder, 'journal.ndjson');
  const run = join(folder, 'run.json');
  const processor = join(folder, 'processors.mjs');
  const { gatewayUrl, providerUrl, clients, accounts, webhookSecret } = target;
  const content: LoadRun = {
    ...{ gatewayUrl, clients, accounts, skus, journal },
    ...{ draw: scenario.products?.draw ?? 'evenly', may: scenario.may ?? [] },
    ...(providerUrl !== undefined && { providerUrl }),
    ...(webhookSecret !== undefined && { webhookSecret }),
  };
  try {
    writeFileSync(journal, '');
    writeFileSync(run, JSON.stringify(content), { mode: 0o600 });
    // Node reads TypeScript by itself, so nothing is compiled into the repository.
    const source = pathToFileURL(join(LOAD, 'processors', 'index.ts'));
    writeFileSync(processor, `export * from '${source.href}';\n`);
    const script = artilleryScript(scenario, { plan, target: gatewayUrl, processor });
    const ended = new AbortController();
    const sampling = target.stack && sample(target.stack, ended.signal);
    const startedAt = new Date();
    const generating = generate(program, { folder, script, run, signal });
    const disturbing = disturbWhenLoaded({ scenario, target, journal, plan, signal: ended.signal });
    disturbing.catch(() => {}); // it is awaited below
    const generated = await generating.finally(() => ended.abort());
    const lines = readFileSync(journal, 'utf8').split('\n').filter(Boolean);
    return {
      lines: lines.map((line) => JSON.parse(line) as JournalLine),
      ...{ plan, generated, startedAt },
      disturbed: await disturbing,
      samples: (await sampling) ?? [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The disturbances of a scenario, counted from its first arrival. */
async function disturbWhenLoaded({
  scenario: { disturbances = [] },
  target: { stack },
  journal,
  plan,
  signal,
}: {
  scenario: Scenario;
  target: Target;
  journal: string;
  plan: Plan;
  signal: AbortSignal;
}): Promise<Report['disturbed']> {
  if (stack === undefined || disturbances.length === 0) return [];
  const hasArrived = () => readFileSync(journal, 'utf8').includes('"arrival"');
  await waitUntil(() => signal.aborted || hasArrived(), {
    timeoutMs: FIRST_ARRIVAL_MS,
    what: 'the load begins',
  });
  return disturb(stack, { disturbances, seconds: durationOf(plan.phases), signal });
}

function reportOf(
  scenario: Scenario,
  {
    environment,
    load,
    verdict,
  }: { environment: Environment; load: Load; verdict: Report['checks'] },
): Omit<Report, 'versions'> {
  const { plan, lines, generated, disturbed, samples, startedAt } = load;
  const warmUp = plan.phases.filter(({ name }) => name === WARM_UP);
  const figures = figuresOf(lines, durationOf(warmUp));
  const loadEnd = figures.startedAt + durationOf(plan.phases) * 1_000;
  // Artillery's own start is no load.
  const generator = lines
    .filter((line) => line.kind === 'generator')
    .filter(({ at }) => at > figures.startedAt + 1_000 && at <= loadEnd);
  const checks = [...gatesOf(generated, figures.faults), ...verdict];
  const isVoid = voidReason(generator, {
    skipped: generated.counters['vusers.skipped'] ?? 0,
    planned: plannedArrivals(plan),
    arrived: lines.filter(({ kind }) => kind === 'arrival').length,
  });
  const isRamp = plan.phases.some(({ rampTo }) => rampTo !== undefined);
  const knee =
    isRamp && isVoid === undefined ? kneeOf(figures.seconds, requestsOf(scenario)) : undefined;
  return {
    ...{ scenario: scenario.name, title: scenario.title, environment },
    outcome: outcomeOf(checks, isVoid),
    ...(isVoid !== undefined && { voidReason: isVoid }),
    ...{ startedAt: startedAt.toISOString(), commit: commit(), machine: machine() },
    configuration: hashOf({ plan, scenario }),
    ...{ phases: plan.phases, checks, figures, counters: generated.counters },
    ...(knee && { knee }),
    ...{ disturbed, samples, generator },
  };
}

function plannedArrivals({ phases }: Plan): number {
  return phases
    .map((phase) => Array.from({ length: phase.duration }, (_, second) => rateAt(phase, second)))
    .flat()
    .reduce((sum, rate) => sum + rate, 0);
}

/** Requests of a virtual user, on average of the flows. */
function requestsOf({ flows }: Scenario): number {
  const weights = flows.map(({ weight = 1 }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return flows.reduce((sum, flow, n) => {
    const calls = stepsOf({ flows: [flow] }).filter((step) => 'call' in step).length;
    return sum + (calls * (weights[n] ?? 1)) / total;
  }, 0);
}

function artilleryVersion(): string {
  const { dependencies } = JSON.parse(readFileSync(join(LOAD, 'package.json'), 'utf8')) as {
    dependencies: { artillery: string };
  };
  return dependencies.artillery;
}
