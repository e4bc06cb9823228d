import { Argument } from 'commander';
import { askApp } from './ask-app.ts';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { endWith } from './launch.ts';

/** Longest time to follow the whole chain, ms. */
const COMMAND_LIMIT_MS = 120_000;

interface Check {
  entries: number;
  hash: string;
  fault?: string;
}

function readCommand(): void {
  commandLine({
    name: 'npm run audit --',
    about:
      'Follows the chain of the audit log from its first row to its end. Exit code 1 when a row was ' +
      'changed, removed, added or moved. Note the end that it prints: a log that was restored as a ' +
      'whole to an earlier state has another one.',
    environment: DATA_DIRECTORY,
  })
    .addArgument(new Argument('<command>', 'what to do').choices(['check']))
    .parse();
}

async function main(): Promise<number> {
  readCommand();
  const check = await askApp<Check>('identity', {
    method: 'GET',
    path: '/internal/audit-check',
    timeoutMs: COMMAND_LIMIT_MS,
    next: 'read the log of the identity app',
  });
  if (check.fault !== undefined) {
    console.log(`the audit log is not intact: ${check.fault}`);
    return 1;
  }
  console.log(`the audit log is intact: ${check.entries} rows, the last hash is ${check.hash}`);
  return 0;
}

process.exit(await main().catch(endWith));
