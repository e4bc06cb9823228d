import type { IncomingMessage } from 'node:http';
import { isSameSecret } from '../secrets/index.ts';
import { httpProblem, type Problem } from './problems.ts';

/**
 * Refuses a request without the app's token, as if the path did not exist. Only the app's sidecar
 * and the commands of operators know the token.
 */
export function requireAppToken(req: IncomingMessage, path: string, appToken: string): void {
  const given = req.headers['dapr-api-token'];
  if (isSameSecret(typeof given === 'string' ? given : '', appToken)) return;
  throw notFound({ method: req.method ?? '', path });
}

/** The problem for a path that does not exist, or that this caller must not find. */
export function notFound({ method, path }: { method: string; path: string }): Problem {
  return httpProblem('not-found', `There is no ${method} ${path}.`);
}
