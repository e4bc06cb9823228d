import { BlockList, isIP, SocketAddress } from 'node:net';
import type { Context, Middleware, Next } from 'koa';

/** Entries of TRUSTED_PROXIES: more than any row of load balancers has networks. */
const MAX_PROXIES = 100;
/** Entries of X-Forwarded-For that are looked at, from the right: proxies in a row are a handful. */
const MAX_HOPS = 20;
/** An address as proxies write it: IPv6 in brackets, a port behind either. */
const WITH_PORT = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d+)?$/;
/** Bits of a range. Not 0: if everybody were a proxy, callers would choose their own address. */
const PREFIX = /^[1-9]\d{0,2}$/;

/**
 * Gives every request the address of who sent it, also where trusted proxies stand between: what
 * comes after it reads `ctx.ip`.
 */
export function callerBehind(proxies: BlockList): Middleware {
  return (ctx: Context, next: Next) => {
    ctx.request.ip = callerAddress(ctx.ip, ctx.get('x-forwarded-for'), proxies);
    return next();
  };
}

/**
 * The address of who is behind the proxies: the rightmost in X-Forwarded-For that is not a proxy
 * itself, for all left of it is the caller's own word; the peer of the socket if that is no proxy.
 * What is no address ends the search at the proxy that passed it on. IPv4 within IPv6 is IPv4.
 */
export function callerAddress(peer: string, forwardedFor: string, proxies: BlockList): string {
  let caller = addressOf(peer);
  if (caller === undefined) return peer;
  for (const entry of forwardedFor.split(',').slice(-MAX_HOPS).toReversed()) {
    if (!proxies.check(caller, isIP(caller) === 6 ? 'ipv6' : 'ipv4')) break;
    const before = addressOf(entry);
    if (before === undefined) break;
    caller = before;
  }
  return caller;
}

/** Addresses and ranges (`10.0.0.0/8`) with commas between them, 100 at most; throws for any other. */
export function proxyList(given: string): BlockList {
  const proxies = new BlockList();
  const entries = given.split(',');
  if (entries.length > MAX_PROXIES || !entries.every((entry) => add(proxies, entry.trim()))) {
    throw new Error('must be a list of at most 100 addresses and ranges such as 10.0.0.0/8,::1');
  }
  return proxies;
}

function add(proxies: BlockList, entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/');
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  if (version === 0 || rest.length > 0) return false;
  if (prefix !== undefined && (!PREFIX.test(prefix) || Number(prefix) > bits)) return false;
  proxies.addSubnet(address, Number(prefix ?? bits), version === 4 ? 'ipv4' : 'ipv6');
  return true;
}

// In one form, however it was written: it becomes the key of a limit.
function addressOf(entry: string): string | undefined {
  const written = entry.trim();
  const [, six, four] = WITH_PORT.exec(written) ?? [];
  const address = six ?? four ?? written;
  const version = isIP(address);
  if (version === 0) return undefined;
  const plain = new SocketAddress({ address, family: version === 4 ? 'ipv4' : 'ipv6' }).address;
  return plain.replace(/^::ffff:(?=[\d.]+$)/, '');
}
