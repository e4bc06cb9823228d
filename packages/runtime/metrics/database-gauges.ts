import type { Database } from '../postgres/index.ts';
import type { AppGauge } from './readings.ts';

/** Rows that are counted at most: a backlog above it is one, however large it is. */
const MAX_COUNTED = 10_000;
const LETTER_STATES = ['waiting', 'parked', 'discarded'];

/** The pool of an app with a database. */
export const poolGauges: readonly AppGauge<Database>[] = [
  {
    name: 'db_client_connections',
    help: 'Connections of the pool by state.',
    labelNames: ['state'],
    read: async ({ idleCount, totalCount }) => [
      { labels: { state: 'idle' }, value: idleCount },
      { labels: { state: 'used' }, value: totalCount - idleCount },
    ],
  },
  {
    name: 'db_client_pending_requests',
    help: 'Requests that wait for a connection.',
    read: async ({ waitingCount }) => [{ value: waitingCount }],
  },
];

/** The table of OUTBOX_TABLE. */
export const outboxGauges: readonly AppGauge<Database>[] = [
  {
    name: 'outbox_events',
    help: `Events of the outbox that are not published, counted up to ${MAX_COUNTED}: waiting, or parked because they are too large.`,
    labelNames: ['state'],
    async read(database) {
      const { rows } = await database.query<{ waiting: number; parked: number }>({
        name: 'gauge-outbox',
        text: `SELECT count(*) FILTER (WHERE parked_at IS NULL)::int AS waiting,
                      count(parked_at)::int AS parked
               FROM (SELECT parked_at FROM outbox LIMIT $1) AS counted`,
        values: [MAX_COUNTED],
      });
      return [
        { labels: { state: 'waiting' }, value: rows[0]?.waiting ?? 0 },
        { labels: { state: 'parked' }, value: rows[0]?.parked ?? 0 },
      ];
    },
  },
  {
    name: 'outbox_oldest_age_seconds',
    help: 'Age of the oldest event of the outbox that waits to be published, s; 0 without one.',
    async read(database) {
      const { rows } = await database.query<{ age: number }>({
        name: 'gauge-outbox-age',
        text: `SELECT extract(epoch FROM now() - (event->>'at')::timestamptz)::float8 AS age
               FROM outbox WHERE parked_at IS NULL ORDER BY position LIMIT 1`,
      });
      return [{ value: Math.max(rows[0]?.age ?? 0, 0) }];
    },
  },
];

/** The table `dead_letter` of INBOX_TABLES. */
export const deadLetterGauges: readonly AppGauge<Database>[] = [
  {
    name: 'dead_letters',
    help: 'Dead letters by state: waiting for their next try, parked for a person, discarded by one.',
    labelNames: ['state'],
    async read(database) {
      const { rows } = await database.query<{ state: string; count: number }>({
        name: 'gauge-dead-letters',
        text: 'SELECT state, count(*)::int AS count FROM dead_letter GROUP BY state',
      });
      const countOf = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
      return LETTER_STATES.map((state) => ({ labels: { state }, value: countOf(state) }));
    },
  },
];
