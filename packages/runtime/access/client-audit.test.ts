import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { createLogger } from '../telemetry/index.ts';
import { type NotedEntry, openClientAudit } from './client-audit.ts';

const log = createLogger({ service: 'client-audit-test', level: 'silent' });
const entry = (n: number) =>
  ({ actor: 'loader', action: 'payBill', target: `/bills/${n}`, outcome: 'done' }) as const;

/** An audit whose log can be away. */
function openAudit() {
  const writes: (readonly NotedEntry[])[] = [];
  const state = { away: false };
  const audit = openClientAudit({
    log,
    async write(entries) {
      if (state.away) throw new Error('away');
      writes.push([...entries]);
    },
  });
  return { audit, writes, state };
}

const limit = { timeoutMs: 10_000, what: 'the entries are written' };

test('entries of actions that follow each other are written together, in order, with their times', async (t) => {
  const { audit, writes } = openAudit();
  const before = new Date().toISOString();
  for (let n = 0; n < 150; n++) audit.note(entry(n));
  await waitUntil(() => writes.flat().length === 150, limit);
  t.deepEqual(
    writes.map(({ length }) => length),
    [100, 50],
  );
  t.deepEqual(
    writes.flat().map(({ target }) => target),
    Array.from({ length: 150 }, (_, n) => `/bills/${n}`),
  );
  t.true(writes.flat().every(({ at }) => at >= before));
});

test('while the log is away entries wait, up to a limit, and none is lost or written twice', async (t) => {
  const { audit, writes, state } = openAudit();
  state.away = true;
  for (let n = 0; n < 999; n++) audit.note(entry(n));
  t.true(audit.hasRoom());
  audit.note(entry(999));
  t.false(audit.hasRoom());
  await audit.flush();
  t.deepEqual(writes, []);
  state.away = false;
  audit.note(entry(1_000));
  await waitUntil(() => writes.flat().length === 1_001, limit);
  t.is(new Set(writes.flat().map(({ target }) => target)).size, 1_001);
  t.true(audit.hasRoom());
});

test('what waits at the end of the process is written by flush()', async (t) => {
  const { audit, writes } = openAudit();
  audit.note(entry(1));
  await audit.flush();
  t.deepEqual(
    writes.flat().map(({ target }) => target),
    ['/bills/1'],
  );
});
