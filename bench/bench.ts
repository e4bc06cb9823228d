import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatFailure, silentProgress, wipeDirectory } from '@commerce/local-stack';
import { Argument } from 'commander';
import { commandLine, upTo } from '../scripts/command-line.ts';
import { Interruption } from '../scripts/interruption.ts';
import { untilDoneOrInterrupted } from './bench-stack.ts';
import { benches } from './benches.ts';
import { runComparison } from './compare/compare.ts';

const MAX_ROUNDS = 1_000;
const BENCHES = Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(15)} ${about}`)
  .join('\n');

interface Options {
  quick: boolean;
  json?: string;
  only?: string[];
  rounds?: number;
}

const program = commandLine({
  name: 'npm run bench --',
  about:
    'Compares this platform with other ways to take an order, and judges that nothing is lost; or ' +
    'measures one thing.',
})
  .addArgument(new Argument('[what]', 'what to measure').choices(Object.keys(benches)))
  .argument('[argument]', 'an argument of that')
  .option('--quick', 'a short comparison', false)
  .option('--json <file>', 'also write the comparison as JSON')
  .option('--only <contenders>', 'only these, with commas between', (text) => text.split(','))
  .option('--rounds <n>', 'how often each contender takes its turn', upTo(MAX_ROUNDS))
  .addHelpText('after', `\nWhat:\n${BENCHES}`)
  .parse();
const [what = '', argument] = program.args;
const bench = benches[what];

try {
  await untilDoneOrInterrupted(bench === undefined ? compareContenders() : runBench(bench));
} catch (error) {
  process.stderr.write(`${formatFailure(error)}\n`);
  process.exit(error instanceof Interruption ? error.exitCode : 1);
}
process.exit();

async function compareContenders(): Promise<void> {
  const { quick, json, ...chosen } = program.opts<Options>();
  const isRight = await runComparison({ isQuick: quick, jsonFile: json, ...chosen });
  if (!isRight) process.exitCode = 1;
}

async function runBench({ run }: (typeof benches)[string]): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dapr-commerce-bench-'));
  try {
    await run(dataDir, argument);
  } catch (error) {
    process.stderr.write(`logs are in ${join(dataDir, 'logs')}\n`);
    throw error;
  }
  await wipeDirectory(dataDir, silentProgress);
}
