import type { Redis } from 'ioredis';
import { brokerFault } from '../streams/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { App } from './declaration.ts';

/** Whether the Redis of an app is its pub/sub, from which lost events are published again. */
export function usesBroker({
  streams,
  outboxTopics,
  uses,
}: Pick<App<never>, 'streams' | 'outboxTopics' | 'uses'>): boolean {
  if (!uses.includes('redis')) return false;
  return streams?.topic !== undefined || (uses.includes('outbox') && outboxTopics.length > 0);
}

/** Logs after each connection whether the broker can lose events. */
export function watchBroker(redis: Redis, policy: unknown, log: Logger): void {
  redis.on('ready', () => {
    void brokerFault(redis).then((fault) => {
      if (fault === undefined) return;
      if (policy === 'refuse') log.error({ fault }, 'the broker can lose events, and is refused');
      else log.warn({ fault }, 'the broker can lose events');
    });
  });
}
