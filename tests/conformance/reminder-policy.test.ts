import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { type Contestant, startContestant } from './contestants.ts';
import { openSidecars, type Sidecars } from './sidecars.ts';

const PATIENCE_MS = 20_000;
/** Later than the three retries of Dapr's default policy, a second apart. */
const AFTER_DEFAULT_MS = 5_000;

let sidecars: Sidecars;
let contestant: Contestant;
test.before(async () => {
  sidecars = await openSidecars('in-memory');
  contestant = await startContestant('node', sidecars);
});
test.after.always(async () => {
  await contestant?.stop();
  await sidecars?.stop();
});

const firings = (id: string) =>
  contestant.reports.filter((report) => report.kind === 'reminder' && report.id === id).length;

// Why a failure policy needs the gRPC port: if this fails, Dapr has learned it, and HTTP will do.
test('daprd accepts a failure policy over HTTP and ignores it', async (t) => {
  const alarm = { name: 'first', data: 1 };
  await contestant.call('ignored', 'setReminder', { ...alarm, dueMs: 60_000, failures: 99 });
  const { status } = await contestant.sidecar.request({
    method: 'POST',
    path: '/v1.0/actors/Probe/ignored/reminders/first',
    body: JSON.stringify({
      ...{ dueTime: '50ms', data: 1, overwrite: true },
      failure_policy: { constant: { interval: '0.1s', max_retries: 20 } },
    }),
  });
  t.true(status < 300, `the sidecar answered ${status}`);
  await contestant.call('clock', 'setReminder', { ...alarm, dueMs: AFTER_DEFAULT_MS });
  await waitUntil(() => firings('clock') > 0, { timeoutMs: PATIENCE_MS, what: 'the clock fires' });
  t.is(firings('ignored'), 4, 'the first try and the three of the default policy');
});
