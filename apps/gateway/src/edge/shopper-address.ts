import { isIP } from 'node:net';
import { SHOPPER_SCOPES } from '@commerce/contracts/identity/access';
import { callerOfToken, type Verifier } from 'dapr-actor-runtime/access';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Context, Middleware } from 'koa';

/** The request header with the address of the person for whom the server of a shop calls. */
const SHOPPER_ADDRESS = 'shopper-address';

/**
 * Sets `ctx.ip` to the address of the shopper, if the server of a shop names it and identifies itself
 * with the token of a service client: so its shoppers do not share the limits of one address. Others who
 * send the header are refused, or everyone could choose the address that limits count. `count` is the
 * counter of requests by address: a refused one counts for the address that it came from.
 */
export function resolveShopperAddress(verifier: Verifier, count: Middleware): Middleware {
  return async (ctx, next) => {
    const address = ctx.get(SHOPPER_ADDRESS);
    if (address === '') return count(ctx, next);
    try {
      await requireShop(ctx, address, verifier);
    } catch (refusal) {
      return count(ctx, () => Promise.reject(refusal));
    }
    ctx.request.ip = address;
    return count(ctx, next);
  };
}

async function requireShop(ctx: Context, address: string, verifier: Verifier): Promise<void> {
  const { kind, scopes } = await callerOfToken(ctx, ctx.get('authorization'), { verifier });
  const allowed: readonly string[] = SHOPPER_SCOPES;
  if (kind !== 'client' || !scopes.some((scope) => allowed.includes(scope))) {
    const needed = `a service client with the scope ${allowed.join(' or ')}`;
    throw httpProblem('forbidden', `Only ${needed} may send Shopper-Address.`);
  }
  if (isIP(address) === 0) {
    throw httpProblem('invalid-request', 'Shopper-Address is not an IP address.');
  }
}
