import test from 'ava';
import { faultOf } from './broker-policy.ts';

const info = (values: Record<string, string>) =>
  Object.entries({ maxmemory: '0', maxmemory_policy: 'noeviction', aof_enabled: '1', ...values })
    .map(([name, value]) => `${name}:${value}\r\n`)
    .join('');

test('a Redis that may evict topics, or keeps nothing, is no broker', (t) => {
  const evicts = { maxmemory: '31457280', maxmemory_policy: 'allkeys-lru' };
  t.regex(faultOf(info(evicts), '') ?? '', /may evict topics \(maxmemory-policy allkeys-lru\)/);
  t.regex(faultOf(info({ aof_enabled: '0' }), '') ?? '', /keeps nothing across a restart/);
});

test('a Redis is accepted that never evicts topics and keeps them', (t) => {
  const accepted = {
    'without a limit nothing is evicted': faultOf(info({ maxmemory_policy: 'allkeys-lru' }), ''),
    'topics have no time to live': faultOf(
      info({ maxmemory: '1', maxmemory_policy: 'volatile-lru' }),
      '',
    ),
    'snapshots are kept': faultOf(info({ aof_enabled: '0' }), '3600 1'),
    'it does not tell': faultOf(info({ aof_enabled: '0' }), undefined),
  };
  for (const [why, fault] of Object.entries(accepted)) t.is(fault, undefined, why);
});
