import { loadSecrets, readPorts, runningLauncher, SetupError } from '@commerce/local-stack';
import { dataDirectory } from './places.ts';

interface Question {
  method: 'GET' | 'POST';
  path: string;
  body?: object | undefined;
  /** Longest wait for the answer, ms. */
  timeoutMs: number;
  /** What an operator can do when the app refuses. */
  next: string;
}

/**
 * Calls an operator route of an app of the running platform, with its app token. Throws SetupError
 * when the app is not running or refuses.
 */
export async function askApp<T>(
  app: string,
  { method, path, body, timeoutMs, next }: Question,
): Promise<T> {
  const dataDir = dataDirectory();
  const port = runningLauncher(dataDir) && readPorts(dataDir).apps[app]?.app;
  if (port === undefined) {
    throw new SetupError({
      what: `the app '${app}' is not running`,
      why: `no app of that name is running on ${dataDir}`,
      next: 'start the platform in another terminal: npm start',
    });
  }
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'dapr-api-token': loadSecrets(dataDir).appApiToken,
    },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  throw new SetupError({
    what: `${method} ${path} was refused`,
    why: `the ${app} app answered ${answer.status}: ${text}`,
    next,
  });
}
