import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { appNames, type AppName } from '@commerce/contracts/apps';
import { contracts } from '@commerce/contracts/contracts';
import { SetupError } from '@commerce/local-stack';
import { operationsOf } from '@commerce/platform/documents';
import { Argument } from 'commander';
import { commandLine } from './command-line.ts';
import { MAX_APPS } from './generate/run-file.ts';
import { endWith } from './launch.ts';
import { appFiles } from './new/app-files.ts';
import { nameFault } from './new/app-name.ts';
import { npmCommand } from './npm.ts';
import { root } from './places.ts';

const APP_LIST = 'packages/contracts/src/apps.ts';

function readName(): string {
  const program = commandLine({
    name: 'npm run new --',
    about: 'Writes the smallest app: one operation, one event taken, one table.',
  })
    .addArgument(new Argument('<what>', 'what is new').choices(['app']))
    .argument('<name>', 'its name, in lower case with hyphens')
    .parse();
  const [, name] = program.processedArgs as ['app', string];
  return name;
}

function checkName(name: string): void {
  const why = nameFault(name, {
    apps: appNames,
    maxApps: MAX_APPS,
    packages: [...readdirSync(join(root, 'packages')), ...readdirSync(join(root, 'simulators'))],
    paths: appNames.flatMap((app: AppName) => operationsOf(app).map(({ path }) => path)),
    schemas: appNames.flatMap((app) => Object.keys(contracts[app].schemas)),
  });
  if (why === undefined) return;
  throw new SetupError({
    what: `a new app cannot be named '${name}'`,
    why,
    next: 'choose another name: npm run new -- app <name>',
  });
}

function write(file: string, text: string): void {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), text);
  console.log(`  ${file}`);
}

/** The list of apps with one line more. */
function withApp(list: string, name: string): string {
  return list.replace('\n] as const;', `\n  '${name}',\n] as const;`);
}

function run(what: string, command: string, args: string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return void process.stdout.write(stdout);
  throw new SetupError({
    what,
    why: error?.message ?? `${stdout}${stderr}`.trim(),
    next: 'correct that, then: npm install && npm run generate',
  });
}

/** Makes the app a package of the workspace, as npm would, without a new installation of all others. */
function link(name: string): void {
  const [command, ...prefix] = npmCommand();
  const args = [...prefix, 'install', '--package-lock-only', '--ignore-scripts', '--no-fund'];
  run('package-lock.json cannot be written', command, args);
  const modules = join(root, 'node_modules');
  symlinkSync(join('..', '..', 'apps', name), join(modules, '@commerce', name));
  // What is installed is what the lock file says, so scripts/run.mjs need not install it again.
  rmSync(join(modules, '.installed-for'), { force: true });
  utimesSync(join(modules, '.package-lock.json'), new Date(), new Date());
}

async function main(): Promise<number> {
  const name = readName();
  checkName(name);
  for (const [file, text] of await appFiles(name, new Date())) write(file, text);
  write(APP_LIST, withApp(readFileSync(join(root, APP_LIST), 'utf8'), name));
  link(name);
  const generate = ['scripts/generate.ts', '--access-matrix'];
  run('the generated files cannot be written', process.execPath, generate);
  console.log(`
the app ${name} is complete: npm start runs it, and GET /${name}/products/{sku} answers
next:
  review the new rows of docs/access-matrix.md: who may use its operations
  say what it owns in apps/${name}/README.md and in the table of README.md, and add it to CHANGELOG.md
  write its first rule: docs/how-to/add-a-command.md
  check everything: npm run verify && npm test`);
  return 0;
}

process.exit(await main().catch(endWith));
