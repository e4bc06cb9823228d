import { SENT_EVENTS_TABLE } from 'dapr-actor-runtime/outbox';
import type { Knex } from 'knex';

/** What the outbox has published in the last day, for the case that the broker loses it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(SENT_EVENTS_TABLE);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE sent_events');
}
