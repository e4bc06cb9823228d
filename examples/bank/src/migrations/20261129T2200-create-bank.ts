import { INBOX_TABLES } from 'dapr-actor-runtime/inbox';
import { STREAM_AUDIT_TABLE } from 'dapr-actor-runtime/streams';
import type { Knex } from 'knex';

const STATEMENT = `CREATE TABLE statement (account text, seq int, at timestamptz NOT NULL,
  cause text NOT NULL, cents bigint NOT NULL, PRIMARY KEY (account, seq));`;
export const up = (knex: Knex) => knex.raw(INBOX_TABLES + STREAM_AUDIT_TABLE + STATEMENT);
