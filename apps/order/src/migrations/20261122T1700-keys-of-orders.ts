import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- The keys of orders whose customers have no account. Which order has which stands in what it
    -- sealed; some were made for orders that never came.
    CREATE TABLE order_keys (
      id text PRIMARY KEY,
      wrapped text,
      created_at timestamptz NOT NULL DEFAULT now(),
      destroyed_at timestamptz,
      CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE order_keys');
}
