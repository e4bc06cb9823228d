import test from 'ava';
import { createLogger } from '../telemetry/index.ts';
import { openSagaWatch } from './saga-watch.ts';

const log = createLogger({ service: 'saga-watch-test', level: 'silent' });
const SILENT_AFTER_MS = 1_000;

/** A workflow engine of one instance, and a clock. */
function engine() {
  const did: string[] = [];
  let run: { status: string; updatedAt: string; output: unknown } | undefined;
  let time = 0;
  const watch = openSagaWatch({
    sidecar: {
      readWorkflow: async () => run,
      startWorkflow: async () => void did.push('start'),
      terminateWorkflow: async () => void did.push('terminate'),
    },
    silentAfterMs: SILENT_AFTER_MS,
    log,
    now: () => time,
  });
  return {
    did,
    is: (status: string, updatedAt: string) => (run = { status, updatedAt, output: undefined }),
    async after(ms: number) {
      time += ms;
      await watch.keepRunning({ name: 'saga.v1', id: 'one', input: {} });
      return did.splice(0);
    },
  };
}

test('a saga that does not run is started', async (t) => {
  const { after, is } = engine();
  t.deepEqual(await after(0), ['start']);
  for (const status of ['COMPLETED', 'FAILED', 'TERMINATED']) {
    is(status, 'a');
    t.deepEqual(await after(0), ['start']);
  }
});

test('a saga that gets on is left alone, however long it takes', async (t) => {
  const { after, is } = engine();
  for (const updatedAt of ['a', 'b', 'c']) {
    is('RUNNING', updatedAt);
    t.deepEqual(await after(SILENT_AFTER_MS), []);
    t.deepEqual(await after(SILENT_AFTER_MS), []);
  }
});

test('a saga without progress is ended after the limit, once in that time, and then started again', async (t) => {
  const { after, is } = engine();
  is('RUNNING', 'a');
  t.deepEqual(await after(0), []);
  t.deepEqual(await after(SILENT_AFTER_MS + 1), ['terminate']);
  t.deepEqual(await after(SILENT_AFTER_MS), []);
  t.deepEqual(await after(1), ['terminate']);
  is('TERMINATED', 'b');
  t.deepEqual(await after(1), ['start']);
});

test('one that was never woken is watched in the same way', async (t) => {
  const { after, is } = engine();
  is('PENDING', '0001-01-01T00:00:00Z');
  t.deepEqual(await after(0), []);
  t.deepEqual(await after(SILENT_AFTER_MS + 1), ['terminate']);
});
