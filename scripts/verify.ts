import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { commandLine } from './command-line.ts';
import { root } from './places.ts';

commandLine({
  name: 'npm run verify --',
  about:
    'Checks format, lint and types, and runs the unit and tidy tests; needs no running platform.',
}).parse();

const bin = (name: string) => join(root, 'node_modules', '.bin', name);
// Everything that needs no running platform; `npm test` runs the rest. The tidy tests also compare
// docs/reference with the code.
const UNIT_TESTS = [
  '{apps,packages,simulators,scripts,bench}/**/*.test.ts',
  'tests/tidy/**/*.test.ts',
];
const CHECKS: [title: string, command: string, args: string[]][] = [
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lint', bin('oxlint'), ['--quiet']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['unit and tidy tests', process.execPath, ['node_modules/ava/entrypoints/cli.js', ...UNIT_TESTS]],
];

const failed = CHECKS.filter(([title, command, args]) => {
  console.log(`\n${title}`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status !== 0;
});
const names = failed.map(([title]) => title).join(', ');
console.log(failed.length === 0 ? '\nall checks passed' : `\nfailed: ${names}`);
process.exitCode = failed.length === 0 ? 0 : 1;
