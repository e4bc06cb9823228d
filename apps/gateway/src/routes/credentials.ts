import { httpProblem } from 'dapr-actor-runtime/server';
import { choosesApp } from 'dapr-actor-runtime/sidecar';
import type { Context } from 'koa';
import type { Operation } from '@commerce/contracts/operation';

/** Service clients authenticate here with HTTP Basic (RFC 6749, section 2.3.1). */
const TOKENS = 'POST /oauth/token';

/**
 * The Authorization header that is forwarded to the app, or undefined. If the operation needs a
 * token, the gateway has verified it. Of the public operations only the token endpoint gets client
 * credentials. Throws invalid-request if the sidecar would read them as the id of an app to call.
 */
export function credentialsFor(
  ctx: Context,
  { method, path, access }: Pick<Operation, 'method' | 'path' | 'access'>,
): string | undefined {
  const given = ctx.get('authorization');
  if (given === '') return undefined;
  if (access !== 'public') return given;
  if (`${method} ${path}` !== TOKENS) return undefined;
  if (choosesApp(given)) throw httpProblem('invalid-request', 'This client id is not allowed.');
  return given;
}
