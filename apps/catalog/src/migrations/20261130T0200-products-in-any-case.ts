import type { Knex } from 'knex';

/** A product is found by its SKU in any case, shows it as it was written, and has details. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE products
      ADD COLUMN sku_key text,
      ADD COLUMN details jsonb NOT NULL DEFAULT '{}';
    UPDATE products SET sku_key = sku;
    ALTER TABLE products DROP CONSTRAINT products_pkey;
    ALTER TABLE products ADD PRIMARY KEY (sku_key);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE products DROP CONSTRAINT products_pkey;
    UPDATE products SET sku = sku_key;
    ALTER TABLE products ADD PRIMARY KEY (sku);
    ALTER TABLE products DROP COLUMN sku_key, DROP COLUMN details;
  `);
}
