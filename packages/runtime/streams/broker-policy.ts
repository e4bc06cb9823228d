import type { Redis } from 'ioredis';

/**
 * Why a Redis must not be the broker, because it can lose events: it may evict topics, or keeps nothing
 * across a restart. Undefined if it is safe, or if it cannot be asked.
 */
export async function brokerFault(redis: Redis): Promise<string | undefined> {
  const [info, save] = await Promise.all([
    redis.info().catch(() => undefined),
    // Not every server allows CONFIG.
    redis.config('GET', 'save').catch(() => undefined) as Promise<string[] | undefined>,
  ]);
  return info === undefined ? undefined : faultOf(info, save?.[1]);
}

/** The fault in what INFO says; `save` is the setting of that name, undefined if it is not known. */
export function faultOf(info: string, save: string | undefined): string | undefined {
  const valueOf = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const policy = valueOf('maxmemory_policy');
  // The volatile policies evict only keys with a time to live, which topics do not have.
  if (policy?.startsWith('allkeys-') === true && valueOf('maxmemory') !== '0') {
    return `redis: it may evict topics (maxmemory-policy ${policy}): set noeviction`;
  }
  if (valueOf('aof_enabled') === '0' && save === '') {
    return 'redis: it keeps nothing across a restart: set appendonly yes';
  }
  return undefined;
}
