import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatFailure, silentProgress, wipeDirectory } from '@commerce/local-stack';
import { Interruption } from '../scripts/interruption.ts';
import { untilDoneOrInterrupted } from './bench-stack.ts';
import { benches } from './benches.ts';
import { runComparison } from './compare/compare.ts';

const USAGE = `npm run bench [-- [--quick] [--json <file>] [--only <contender,…>] [--rounds <n>]]

  compares this platform with other implementations of an order, and checks that nothing is lost

npm run bench -- <what> [argument]

${Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(9)} ${about}`)
  .join('\n')}
`;

const { values, positionals } = readArguments();
const [what, argument] = positionals;
const bench = what === undefined ? undefined : benches[what];

if (what !== undefined && bench === undefined) endWithUsage();
try {
  await untilDoneOrInterrupted(bench === undefined ? compareContenders() : runBench(bench));
} catch (error) {
  process.stderr.write(`${formatFailure(error)}\n`);
  process.exit(error instanceof Interruption ? error.exitCode : 1);
}
process.exit();

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
        only: { type: 'string' },
        rounds: { type: 'string' },
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n`);
    return endWithUsage();
  }
}

function endWithUsage(): never {
  process.stderr.write(USAGE);
  process.exit(2);
}

async function compareContenders(): Promise<void> {
  const { quick, json, only, rounds } = values;
  const isRight = await runComparison({
    isQuick: quick,
    jsonFile: json,
    ...(only === undefined ? {} : { only: only.split(',') }),
    ...(rounds === undefined ? {} : { rounds: Number(rounds) }),
  });
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
