import { httpProblem } from '@commerce/runtime/http';
import { choosesApp } from '@commerce/runtime/sidecar';
import type { Context } from 'koa';
import type { Operation } from '@commerce/contracts/operation';

/** Where a service client authenticates by HTTP Basic (RFC 6749, section 2.3.1). */
const TOKENS = 'POST /oauth/token';

/**
 * The Authorization header that is forwarded to the app; undefined for none. An operation that wants
 * a token has verified it; of the public ones only the token endpoint gets client credentials, which
 * the sidecar must not take for the name of an app to call. Rejects with invalid-request.
 */
export function credentialsFor(
  ctx: Context,
  { method, path, access }: Pick<Operation, 'method' | 'path' | 'access'>,
): string | undefined {
  const given = ctx.get('authorization');
  if (given === '') return undefined;
  if (access !== 'public') return given;
  if (`${method} ${path}` !== TOKENS) return undefined;
  if (choosesApp(given)) throw httpProblem('invalid-request', 'No client has such a name.');
  return given;
}
