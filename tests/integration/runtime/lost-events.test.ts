import {
  eventTable,
  openEventStreams,
  openLostEventsSweep,
  STREAM_AUDIT_TABLE,
} from 'dapr-actor-runtime/streams';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import test from 'ava';
import { runtimeDatabase } from './runtime-database.ts';

// The rows of Dapr's store, with ages that a test sets, and a broker that only notes what it gets.
const { database, end } = await runtimeDatabase({ connections: 4 });
test.after.always(end);

test.before(() =>
  database.query(`
  CREATE TABLE stream_state (
    key text PRIMARY KEY, value bytea NOT NULL, created_at timestamptz NOT NULL,
    row_id bigint GENERATED ALWAYS AS IDENTITY
  );
  ${STREAM_AUDIT_TABLE}
`),
);

const log = createLogger({ service: 'lost-events-test', level: 'silent' });
const table = eventTable({ name: 'stream_state', appId: 'tested', kind: 'tally' });
const never = () => Promise.reject(new Error('nothing is written'));
const streams = openEventStreams({
  sidecar: { transact: never, insert: never, save: never },
  ...{ database, store: 'none', table, log },
});

/** A sweep of a new process, and the ids that it has published. */
function openSweep() {
  const published: string[] = [];
  const broker = { refuses: false };
  const publishBulk = async (_pubsub: string, _topic: string, events: { id: string }[]) => {
    const ids = events.map(({ id }) => id);
    if (broker.refuses) return ids;
    published.push(...ids);
    return [];
  };
  const round = openLostEventsSweep({
    ...{ database, sidecar: { publishBulk }, streams, table, log },
    ...{ pubsub: 'pubsub', topic: 'tallies', consumer: 'own', firstWithSecond: false },
  });
  return { round, published, broker };
}

/** Commits events of one stream, all of one age, s; the app's own consumer has seen all but `lost`. */
async function commit(
  stream: string,
  count: number,
  { age, lost }: { age: number; lost: number[] },
) {
  const { rows } = await database.query<{ seq: number }>(
    `INSERT INTO stream_state (key, value, created_at)
     SELECT $1 || '-' || seq,
            convert_to(jsonb_build_object('id', $2 || ':' || seq, 'stream', $2, 'seq', seq,
              'type', 'Added.v1', 'at', now(), 'correlationId', 'c', 'data', '{}'::jsonb)::text, 'utf8'),
            now() - make_interval(secs => $4)
     FROM generate_series(1, $3::int) AS seq RETURNING substring(key FROM '[0-9]+$')::int AS seq`,
    [`tested||tally-${stream}`, stream, count, age],
  );
  const seen = rows.map(({ seq }) => seq).filter((seq) => !lost.includes(seq));
  await database.query(
    `INSERT INTO inbox (consumer, event_id) SELECT 'own', $1 || ':' || unnest($2::int[])`,
    [stream, seen],
  );
}

const ageBy = (seconds: number) =>
  database.query('UPDATE stream_state SET created_at = created_at - make_interval(secs => $1)', [
    seconds,
  ]);

test.beforeEach(async () => {
  await database.query('TRUNCATE stream_state, inbox; UPDATE stream_audit SET position = 0');
});

test.serial(
  'a lost event is found after 10 s, however many events are committed meanwhile',
  async (t) => {
    await commit('busy', 1_600, { age: 12, lost: [1_550] });
    const { round, published } = openSweep();
    await round();
    t.deepEqual(published, ['busy:1550']);
    await round();
    t.deepEqual(published, ['busy:1550'], 'until it is settled it is not looked at again');
  },
);

test.serial('an event that is on its way is not lost, and is looked at again', async (t) => {
  await commit('old', 700, { age: 12, lost: [] });
  await commit('young', 3, { age: 8, lost: [2] });
  const { round, published } = openSweep();
  await round();
  t.deepEqual(published, []);
  await ageBy(3);
  await round();
  t.deepEqual(published, ['young:2']);
});

test.serial(
  'an event that is lost twice is found when it is settled, also by another process',
  async (t) => {
    await commit('twice', 1_200, { age: 12, lost: [1_100] });
    const first = openSweep();
    await first.round();
    await ageBy(60);
    await first.round();
    t.deepEqual(first.published, ['twice:1100', 'twice:1100']);
    const second = openSweep();
    await second.round();
    t.deepEqual(second.published, ['twice:1100']);
    await database.query(`INSERT INTO inbox (consumer, event_id) VALUES ('own', 'twice:1100')`);
    await second.round();
    const { rows } = await database.query(
      `SELECT FROM stream_audit WHERE position = (SELECT max(row_id) FROM stream_state)`,
    );
    t.is(rows.length, 1, 'the mark has passed all of them');
  },
);

test.serial('an event that the broker refuses stays lost', async (t) => {
  await commit('refused', 800, { age: 12, lost: [700] });
  const { round, published, broker } = openSweep();
  broker.refuses = true;
  await t.throwsAsync(round(), { message: /did not accept 1 events/ });
  broker.refuses = false;
  await round();
  t.deepEqual(published, ['refused:700']);
});
