// Looks for secrets in the history, for licences that images may not have, and for known faults of
// dependencies.
import { formatFailure, SetupError } from '@commerce/local-stack';
import { Argument } from 'commander';
import { commandLine } from './command-line.ts';
import { root } from './places.ts';
import { dependencyFaults } from './scan/dependencies.ts';
import { licenceFaults } from './scan/licences.ts';
import { secretsIn } from './scan/secrets.ts';

const NOT_POSSIBLE = 2;

/** What each scan finds, as sentences. */
const SCANS: Readonly<Record<string, () => string[] | Promise<string[]>>> = {
  secrets: () => secretsIn(root),
  licences: () => licenceFaults(),
  dependencies: () => dependencyFaults(root),
};

/** The exit code of a scan: 0 without faults, 1 with some, 2 if it could not be made. */
async function scan(name: string): Promise<number> {
  try {
    const faults = (await SCANS[name]?.()) ?? [];
    console.log(`${name}: ${faults.length === 0 ? 'nothing found' : `${faults.length} found`}`);
    for (const fault of faults) console.log(`  ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(`${name}: not scanned`);
    console.error(formatFailure(error));
    return NOT_POSSIBLE;
  }
}

const program = commandLine({
  name: 'npm run scan --',
  about:
    'Searches the history for secrets, images for licences that are not listed, and npm for known faults of ' +
    'dependencies. Exit code 1: something was found; 2: nothing was, but a scan could not be made.',
  environment: 'npm_config_registry, XDG_CACHE_HOME (default ~/.cache)',
})
  .addArgument(new Argument('[scans...]', 'only these; by default all').choices(Object.keys(SCANS)))
  .parse();
const chosen = program.args.length > 0 ? program.args : Object.keys(SCANS);
const codes = [];
for (const name of chosen) codes.push(await scan(name));
process.exitCode = codes.includes(1) ? 1 : Math.max(...codes);
