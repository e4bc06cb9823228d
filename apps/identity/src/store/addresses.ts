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

/** An address as it is sealed, locked until the transaction ends. */
export async function lockAddress(
  trx: Trx,
  customerId: string,
  addressId: string,
): Promise<string | undefined> {
  const { rows } = await trx.query<Pick<StoredAddress, 'sealed'>>(
    'SELECT sealed FROM addresses WHERE customer_id = $1 AND address_id = $2 FOR UPDATE',
    [customerId, addressId],
  );
  return rows[0]?.sealed;
}

/** Replaces an address. */
export async function updateAddress(
  trx: Trx,
  customerId: string,
  { addressId, sealed }: StoredAddress,
): Promise<void> {
  await trx.query('UPDATE addresses SET sealed = $3 WHERE customer_id = $1 AND address_id = $2', [
    customerId,
    addressId,
    sealed,
  ]);
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
