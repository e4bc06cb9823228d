import { httpProblem } from '@commerce/runtime/http';
import { choosesApp } from '@commerce/runtime/sidecar';
import type { Context } from 'koa';
import type { PublicOperation } from './index.ts';

/** Where a program proves itself by HTTP Basic (RFC 6749, section 2.3.1). */
const TOKENS = 'POST /oauth/token';

/**
 * The Authorization header that goes on to the app; undefined for none. Where a token counts, the
 * guard has verified that it is one; where none does, only the way of a client to its token remains,
 * and the sidecar must not take that for the name of an app to call. Rejects with invalid-request.
 */
export function credentialsFor(
  ctx: Context,
  { method, path, access }: Pick<PublicOperation, 'method' | 'path' | 'access'>,
): string | undefined {
  const given = ctx.get('authorization');
  if (given === '') return undefined;
  if (access !== 'public') return given;
  if (`${method} ${path}` !== TOKENS) return undefined;
  if (choosesApp(given)) throw httpProblem('invalid-request', 'No client has such a name.');
  return given;
}
