import { TABLES } from 'dapr-actor-runtime/schema';
import type { Knex } from 'knex';

const STATEMENT = `CREATE TABLE statement (account text, seq int, at timestamptz NOT NULL,
  cause text NOT NULL, cents bigint NOT NULL, PRIMARY KEY (account, seq));`;
export const up = (db: Knex) => db.raw(TABLES.subscriber.sql + TABLES.streams.sql + STATEMENT);
export const down = (db: Knex) => db.raw('DROP TABLE statement, stream_audit, inbox, dead_letter');
