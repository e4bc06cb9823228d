import { text } from 'node:stream/consumers';
import type { App, AppCommand } from './declaration.ts';
import { openApp } from './run-app.ts';

/**
 * Runs a command of an app with the settings of the app, prints what it returns, and ends. Its standard
 * input is read when it asks. Rejects with ConfigError and with the errors of the command.
 */
export async function runCommand<D>(
  app: App<D>,
  command: AppCommand<D>,
  {
    args,
    environment,
    input,
  }: {
    args: string[];
    environment: Record<string, string | undefined>;
    input: NodeJS.ReadableStream;
  },
): Promise<void> {
  const { deps, close } = await openApp(app, environment);
  try {
    const read = async () => (await text(input)).replace(/\r?\n$/, '');
    console.log(await command(deps, { args, input: read }));
  } finally {
    await close();
  }
}
