// `npm run sizing`: what a number of orders per second needs, by the last benchmark in the repository.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, upTo } from './command-line.ts';
import { root } from './places.ts';
import { type Measured, type Need, planFor } from './sizing/plan.ts';
import { refusedThoughInStock } from './sizing/split-stock.ts';

const MAX_ORDERS = 10_000_000;
const DEFAULT_ORDERS = 100;
const PERCENT = 100;
const DEFAULT_UTILISATION = 60;
const MAX_CORES = 1_024;
const DEFAULT_DATABASE_CORES = 32;
/** Units of a product in the example of stock that is spread over cells. */
const EXAMPLE_UNITS = [1_000, 100_000];

interface Options {
  orders: number;
  utilisation: number;
  databaseCores: number;
}

function readOptions(): Options {
  return commandLine({
    name: 'npm run sizing --',
    about:
      'Computes what a number of confirmed orders per second needs, from the CPU per order of the newest ' +
      'file of bench/results. Only placing and confirming was measured; see docs/operations/sizing.md.',
  })
    .option(
      '--orders <n>',
      'confirmed orders per second at the peak',
      upTo(MAX_ORDERS),
      DEFAULT_ORDERS,
    )
    .option(
      '--utilisation <percent>',
      'of a core that is used at the peak',
      upTo(PERCENT),
      DEFAULT_UTILISATION,
    )
    .option(
      '--database-cores <n>',
      'cores of the largest database server',
      upTo(MAX_CORES),
      DEFAULT_DATABASE_CORES,
    )
    .parse()
    .opts<Options>();
}

interface Results {
  machine: { system: string; cores: number; processor: string };
  summary: (Measured & { contender: string; endpoint: string })[];
}

function newestResults(): { file: string; measured: Measured; machine: Results['machine'] } {
  const file = globSync('bench/results/*.json', { cwd: root }).toSorted().at(-1);
  if (file === undefined) throw new Error('there are no results: npm run bench');
  const { machine, summary } = JSON.parse(readFileSync(join(root, file), 'utf8')) as Results;
  const measured = summary.find(
    ({ contender, endpoint }) => contender === 'dapr-commerce' && endpoint === 'gateway',
  );
  if (measured === undefined) throw new Error(`${file} has no figures of this platform`);
  return { file, measured, machine };
}

function rowOf({ process, cpuMsPerOrder, cores, processes, rssBytes }: Need): string {
  return [
    process.padEnd(16),
    cpuMsPerOrder.toFixed(2).padStart(8),
    cores.toFixed(1).padStart(8),
    (processes === undefined ? '' : String(processes)).padStart(10),
    `${(rssBytes / 1e6).toFixed(0)} MB`.padStart(9),
  ].join('');
}

function main(): void {
  const { orders, utilisation, databaseCores } = readOptions();
  const { file, measured, machine } = newestResults();
  const plan = planFor(measured, {
    ordersPerSecond: orders,
    utilisation: utilisation / PERCENT,
    databaseCores,
  });
  const perCell = plan.ordersPerCell.toFixed(0);
  console.log(`from ${file}: ${machine.processor}, ${machine.cores} cores, ${machine.system}\n`);
  for (const { process, ordersPerSecond } of plan.bounds) {
    console.log(`one ${process} takes ${ordersPerSecond.toFixed(0)} orders/s at ${utilisation} %`);
  }
  console.log(`\n${orders} orders/s: ${plan.cells} cell(s) of ${perCell} orders/s; each needs\n`);
  console.log(`${'process'.padEnd(16)}ms/order   cores processes  memory each`);
  for (const need of plan.needs) console.log(rowOf(need));
  const cores = plan.needs.reduce((sum, need) => sum + need.cores, 0);
  console.log(`\n${cores.toFixed(1)} cores, ${(cores * plan.cells).toFixed(0)} in all cells`);
  const wal = (plan.walBytesPerSecond / 1e6).toFixed(1);
  const disk = (plan.diskBytesPerDay / 1e9).toFixed(0);
  console.log(`${wal} MB/s of write-ahead log, ${disk} GB a day at this rate`);
  if (plan.cells === 1) return;
  for (const units of EXAMPLE_UNITS) {
    const refused = refusedThoughInStock({ cells: plan.cells, units, seed: 1 });
    const share = (refused * PERCENT).toFixed(1);
    console.log(
      `${units} units of a product spread over the cells: ${share} % of buyers refused while others have it`,
    );
  }
}

main();
