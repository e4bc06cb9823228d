import { BlockList, isIP, SocketAddress } from 'node:net';
import type { Context, Middleware, Next } from 'koa';

/** Most entries of TRUSTED_PROXIES: more than any chain of load balancers needs. */
const MAX_PROXIES = 100;
/** Most entries of X-Forwarded-For that are read, from the right: proxy chains are short. */
const MAX_HOPS = 20;
/** An address with a port, as some proxies write it; IPv6 in brackets. */
const WITH_PORT = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d+)?$/;
/** Prefix length. Not 0: if every address were a proxy, callers could choose their own address. */
const PREFIX = /^[1-9]\d{0,2}$/;

/**
 * Sets `ctx.ip` to the address of the caller, also for requests through trusted proxies.
 */
export function resolveCallerAddress(proxies: BlockList): Middleware {
  return (ctx: Context, next: Next) => {
    ctx.request.ip = callerAddress(ctx.ip, ctx.get('x-forwarded-for'), proxies);
    return next();
  };
}

/**
 * The address of the caller: the peer of the socket, unless it is a proxy; else the rightmost
 * address in X-Forwarded-For that is not a proxy, because entries to the left of it come from the
 * caller. If an entry is not an address, the proxy that forwarded it counts as the caller.
 * IPv4-mapped IPv6 is IPv4.
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

/**
 * What a limit counts as one caller: an IPv4 address, or the first 64 bits of an IPv6 address, because a
 * household or a server has all addresses of such a network.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  // Without a zone, which only has a meaning on one machine.
  const [plain = ''] = address.split('%');
  const mapped = /^::ffff:([\d.]+)$/i.exec(plain);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  // An address whose last 32 bits are written like IPv4 has one part less.
  const size = plain.includes('.') ? 7 : 8;
  const zeros = Array<string>(size - left.length - right.length).fill('0');
  const first = [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4);
  return `${first.map((part) => Number.parseInt(part, 16).toString(16)).join(':')}::/64`;
}

/** Parses addresses and ranges (`10.0.0.0/8`), separated by commas, at most 100; else throws. */
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

// Normalized, because it becomes the key of a rate limit.
function addressOf(entry: string): string | undefined {
  const written = entry.trim();
  const [, six, four] = WITH_PORT.exec(written) ?? [];
  const address = six ?? four ?? written;
  const version = isIP(address);
  if (version === 0) return undefined;
  const plain = new SocketAddress({ address, family: version === 4 ? 'ipv4' : 'ipv6' }).address;
  return plain.replace(/^::ffff:(?=[\d.]+$)/, '');
}
