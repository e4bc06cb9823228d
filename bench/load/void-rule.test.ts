import test from 'ava';
import { MOST_GENERATOR_CORE_SHARE, MOST_START_LAG_MS, voidReason } from './void-rule.ts';

const healthy = { coreShare: 0.3, loopDelayP99Ms: 2, startLagP99Ms: 1 };

test('a phase is valid if its generator had spare time', (t) => {
  t.is(voidReason(healthy), undefined);
  const limits = { coreShare: MOST_GENERATOR_CORE_SHARE, startLagP99Ms: MOST_START_LAG_MS };
  t.is(voidReason({ ...healthy, ...limits }), undefined);
});

test('a phase is void when its generator used most of a core', (t) => {
  t.is(voidReason({ ...healthy, coreShare: 0.93 }), 'the generator used 93 % of a core');
});

test('a phase is void when its generator started calls late', (t) => {
  const reason = voidReason({ ...healthy, startLagP99Ms: 41 });
  t.is(reason, 'the generator started calls 41 ms late (p99)');
});
