// Runs the app of the current folder: `node <runtime>/app/main.ts`, with the app in src/app.ts.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from './declaration.ts';
import { runApp } from './run-app.ts';

const file = pathToFileURL(join(process.cwd(), 'src', 'app.ts'));
const { default: app } = (await import(file.href)) as { default: App };
await runApp(app, process.env);
