// Runs the app of the current folder: `node <runtime>/app/main.ts`, with the app in src/app.ts. With the
// word `migrate` it migrates the database of the app instead, and ends.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from './declaration.ts';
import { runApp } from './run-app.ts';

const USAGE_ERROR = 2;

const file = pathToFileURL(join(process.cwd(), 'src', 'app.ts'));
const [command, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (command !== undefined && command !== 'migrate')) {
  console.error(`unknown arguments: ${process.argv.slice(2).join(' ')}; there is only 'migrate'`);
  process.exit(USAGE_ERROR);
}
const { default: app } = (await import(file.href)) as { default: App };
if (command === 'migrate') {
  // Loaded for it only: a running app needs no knex.
  const { migrateApp } = await import('./migrate-app.ts');
  await migrateApp(app, process.cwd(), process.env);
} else {
  await runApp(app, process.env);
}
