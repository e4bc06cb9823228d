import { ROOT_SECRETS_TABLE, rootSecretFromBefore } from 'dapr-actor-runtime/personal-data';
import type { Knex } from 'knex';

/** The secret that all keys of identity are derived from, sealed with the master key. */
export async function up(knex: Knex): Promise<void> {
  const tables = ['accounts', 'clients', 'signing_keys', 'data_keys', 'audit_log'];
  const hasData = tables.map((table) => `EXISTS (SELECT FROM ${table})`).join(' OR ');
  await knex.raw(`${ROOT_SECRETS_TABLE} ${rootSecretFromBefore(hasData)}`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE root_secrets');
}
