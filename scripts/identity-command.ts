import { loadSecrets, readPorts, runningLauncher, SetupError } from '@commerce/local-stack';

/** Longest time for a command of the identity app, ms. */
const COMMAND_LIMIT_MS = 120_000;

/**
 * Calls an operator route of the running identity app. Throws SetupError if the platform is not
 * running or the app refuses.
 */
export async function askIdentity<T>(
  dataDir: string,
  method: 'GET' | 'POST',
  path: string,
): Promise<T> {
  if (runningLauncher(dataDir) === undefined) {
    throw new SetupError({
      what: 'the platform is not running',
      why: `no launcher is using ${dataDir}`,
      next: 'start it in another terminal: npm start',
    });
  }
  const port = readPorts(dataDir).apps['identity']?.app;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'dapr-api-token': loadSecrets(dataDir).appApiToken },
    signal: AbortSignal.timeout(COMMAND_LIMIT_MS),
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  throw new SetupError({
    what: `${method} ${path} was refused`,
    why: `the identity app answered ${answer.status}: ${text}`,
    next: 'read the log of the identity app',
  });
}
