import { parseArgs } from 'node:util';
import { askIdentity } from './identity-command.ts';
import { endWith, endWithUsage } from './launch.ts';
import { dataDirectory } from './places.ts';

const USAGE = `usage: npm run audit -- check
Verifies the hash chain of the audit log from the first row to the last. Exit code 1 if a row was changed,
removed, added or moved. Keep the last hash that it prints: a log that was restored as a whole to an
earlier state has a different one.
  --help           show this
environment: COMMERCE_DATA_DIR (default .data)`;

interface Check {
  entries: number;
  hash: string;
  fault?: string;
}

function readOptions(): void {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', default: false } },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    if (positionals.join(' ') !== 'check') throw new Error('say what to do: check');
  } catch (error) {
    endWithUsage(error, USAGE);
  }
}

async function main(): Promise<number> {
  readOptions();
  const check = await askIdentity<Check>(dataDirectory(), 'GET', '/internal/audit-check');
  if (check.fault !== undefined) {
    console.log(`the audit log is not intact: ${check.fault}`);
    return 1;
  }
  console.log(`the audit log is intact: ${check.entries} rows, the last hash is ${check.hash}`);
  return 0;
}

process.exit(await main().catch(endWith));
