// Runs the app of the current folder: `node <runtime>/app/main.ts`, with the app in src/app.ts. With the
// word `migrate` it migrates the database of the app instead, with the name of a command of the app it runs
// that; both end.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from './declaration.ts';
import { runApp } from './run-app.ts';

const FAILED = 1;
const USAGE_ERROR = 2;

const [word, ...args] = process.argv.slice(2);
const file = pathToFileURL(join(process.cwd(), 'src', 'app.ts'));
const { default: app } = (await import(file.href)) as { default: App };
const isCommand = word !== undefined && Object.hasOwn(app.commands, word);
const command = isCommand ? app.commands[word] : undefined;
if (word === undefined) {
  await runApp(app, process.env);
} else if (word === 'migrate' && args.length === 0) {
  // Loaded for it only: a running app needs no knex.
  const { migrateApp } = await import('./migrate-app.ts');
  await migrateApp(app, process.cwd(), process.env);
} else if (command !== undefined) {
  const { runCommand } = await import('./run-command.ts');
  await runCommand(app, command, { args, environment: process.env, input: process.stdin }).catch(
    (error: Error) => {
      console.error(`${word}: ${error.message}`);
      process.exit(FAILED);
    },
  );
} else {
  const known = ['migrate', ...Object.keys(app.commands)].map((one) => `'${one}'`).join(', ');
  console.error(`unknown arguments: ${process.argv.slice(2).join(' ')}; there is ${known}`);
  process.exit(USAGE_ERROR);
}
