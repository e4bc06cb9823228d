import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await allowKinds(knex, "'withdraw'");
}

export async function down(knex: Knex): Promise<void> {
  // A chain that tells of withdrawals stays true: only new ones are refused.
  await allowKinds(knex);
}

async function allowKinds(knex: Knex, ...more: string[]): Promise<void> {
  const kinds = [
    "'receipt', 'adjustment', 'transfer', 'hold', 'commit', 'release', 'expire', 'restock'",
    ...more,
  ].join(', ');
  await knex.raw(`
    ALTER TABLE stock_movements
      DROP CONSTRAINT stock_movements_kind_check,
      ADD CONSTRAINT stock_movements_kind_check CHECK (kind IN (${kinds})) NOT VALID;
  `);
}
