import { ROOT_SECRETS_TABLE, rootSecretFromBefore } from 'dapr-actor-runtime/personal-data';
import type { Knex } from 'knex';

/** The secret that all keys of the order app are derived from, sealed with the master key. */
export async function up(knex: Knex): Promise<void> {
  const hasData = 'EXISTS (SELECT FROM order_summaries) OR EXISTS (SELECT FROM order_keys)';
  await knex.raw(`${ROOT_SECRETS_TABLE} ${rootSecretFromBefore(hasData)}`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE root_secrets');
}
