import type { Queryable, Trx } from '@commerce/runtime/postgres';

export interface StoredAddress {
  addressId: string;
  sealed: string;
}

/** The addresses of an account, oldest first. */
export async function listAddresses(db: Queryable, customerId: string): Promise<StoredAddress[]> {
  const { rows } = await db.query<StoredAddress>({
    name: 'addresses-list',
    text: `SELECT address_id AS "addressId", sealed FROM addresses
           WHERE customer_id = $1 ORDER BY created_at, address_id`,
    values: [customerId],
  });
  return rows;
}

export async function insertAddress(
  trx: Trx,
  customerId: string,
  { addressId, sealed }: StoredAddress,
): Promise<void> {
  await trx.query('INSERT INTO addresses (address_id, customer_id, sealed) VALUES ($1, $2, $3)', [
    addressId,
    customerId,
    sealed,
  ]);
}

/** Replaces an address; false when the account has none of that id. */
export async function updateAddress(
  trx: Trx,
  customerId: string,
  { addressId, sealed }: StoredAddress,
): Promise<boolean> {
  const { rowCount } = await trx.query(
    'UPDATE addresses SET sealed = $3 WHERE customer_id = $1 AND address_id = $2',
    [customerId, addressId, sealed],
  );
  return rowCount === 1;
}

export async function deleteAddress(
  trx: Trx,
  customerId: string,
  addressId: string,
): Promise<boolean> {
  const { rowCount } = await trx.query(
    'DELETE FROM addresses WHERE customer_id = $1 AND address_id = $2',
    [customerId, addressId],
  );
  return rowCount === 1;
}
