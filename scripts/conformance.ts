// `npm run conformance`: runs the list of behaviours against the runtime and against the SDK's server.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContestantName, CONTESTANTS } from '../tests/conformance/contestants.ts';
import { type Outcomes, runList } from '../tests/conformance/run-list.ts';
import { openSidecars, type Sidecars } from '../tests/conformance/sidecars.ts';
import { conformancePage } from '../tests/conformance/table.ts';
import {
  BROKERS,
  type BrokerOutcome,
  isBroken,
  runBrokerList,
} from '../tests/conformance/brokers/brokers.ts';
import type { BrokerName } from '../tests/conformance/brokers/broker-stack.ts';
import { brokerPage } from '../tests/conformance/brokers/broker-page.ts';
import { Option } from 'commander';
import { commandLine } from './command-line.ts';
import { formatted } from './formatted.ts';
import { interruption, unlessAborted } from './interruption.ts';
import { endWith } from './launch.ts';
import { root } from './places.ts';

const PAGE = 'docs/reference/conformance.md';
const BROKER_PAGE = 'docs/reference/brokers.md';
/** Workflows that are started at once. */
const WORKFLOWS = 1_000;

async function main(): Promise<number> {
  const { accelerated, brokers } = commandLine({
    name: 'npm run conformance --',
    about:
      `Runs one list of behaviours against the runtime and @dapr/dapr's own server, each on a sidecar ` +
      `of its own, and writes ${PAGE}. Exit code 0 only if the runtime passes all. With --brokers ` +
      `another list, against the brokers of the topics, for ${BROKER_PAGE}.`,
    environment: 'DATABASE_URL, REDIS_URL, DAPR_BIN_DIR',
  })
    .option('--accelerated', 'on the accelerated components, without the SDK; writes no page')
    .addOption(
      new Option('--brokers [broker...]', `only these; all of them write ${BROKER_PAGE}`)
        .choices(Object.keys(BROKERS))
        .conflicts('accelerated'),
    )
    .parse()
    .opts<{ accelerated?: boolean; brokers?: true | BrokerName[] }>();
  const signal = interruption();
  if (brokers !== undefined) return unlessAborted(signal, runBrokers(brokers));
  const names = (Object.keys(CONTESTANTS) as ContestantName[]).filter(
    (name) => accelerated !== true || name !== 'sdk',
  );
  const outcomes = new Map<ContestantName, Outcomes>();
  const sidecars = await openSidecars(accelerated === true ? 'accelerated' : 'plain');
  try {
    await unlessAborted(signal, runAll(names, sidecars, outcomes));
  } finally {
    await sidecars.stop();
  }
  if (accelerated !== true) {
    writeFileSync(join(root, PAGE), await formatted(PAGE, conformancePage(outcomes, WORKFLOWS)));
    console.log(`\n${PAGE} is written`);
  }
  const own = names.filter((name) => name !== 'sdk').map((name) => outcomes.get(name) as Outcomes);
  return own.every((result) => [...result.values()].every((fault) => fault === undefined)) ? 0 : 1;
}

/** Runs the list of brokers; answers the exit code. */
async function runBrokers(chosen: true | BrokerName[]): Promise<number> {
  const names = Object.keys(BROKERS) as BrokerName[];
  const outcomes = new Map<BrokerName, Map<string, BrokerOutcome>>();
  for (const name of chosen === true ? names : chosen) {
    console.log(`\n${BROKERS[name].title}`);
    const result = await runBrokerList(name, (title, outcome) => {
      const { fault, durationMs, notPromised } = outcome;
      const mark = fault === undefined ? '✔' : isBroken(outcome) ? '✘' : '-';
      console.log(`  ${mark} ${title} (${(durationMs / 1_000).toFixed(1)} s)`);
      if (fault !== undefined) console.log(`      ${notPromised ?? fault}`);
    });
    outcomes.set(name, result);
  }
  if (chosen === true) {
    writeFileSync(join(root, BROKER_PAGE), await formatted(BROKER_PAGE, brokerPage(outcomes)));
    console.log(`\n${BROKER_PAGE} is written`);
  }
  return [...outcomes.values()].some((result) => [...result.values()].some(isBroken)) ? 1 : 0;
}

async function runAll(
  names: ContestantName[],
  sidecars: Sidecars,
  outcomes: Map<ContestantName, Outcomes>,
): Promise<void> {
  for (const name of names) {
    console.log(`\n${CONTESTANTS[name].title}`);
    const result = await runList(name, sidecars, {
      scale: { workflows: WORKFLOWS },
      onResult: (title, fault) =>
        console.log(fault === undefined ? `  ✔ ${title}` : `  ✘ ${title}\n      ${fault}`),
    });
    outcomes.set(name, result);
  }
}

process.exit(await main().catch(endWith));
