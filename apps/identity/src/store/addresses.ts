import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/** A postal address as it is stored, encrypted with its owner's key. */
export interface StoredAddress {
  addressId: string;
  ciphertext: string;
}

/** The addresses of an account, oldest first. */
export async function listAddresses(db: Queryable, customerId: string): Promise<StoredAddress[]> {
  const { rows } = await db.query<StoredAddress>({
    name: 'addresses-list',
    text: `SELECT address_id AS "addressId", sealed AS ciphertext FROM addresses
           WHERE customer_id = $1 ORDER BY created_at, address_id`,
    values: [customerId],
  });
  return rows;
}

export async function insertAddress(
  trx: Trx,
  customerId: string,
  { addressId, ciphertext }: StoredAddress,
): Promise<void> {
  await trx.query('INSERT INTO addresses (address_id, customer_id, sealed) VALUES ($1, $2, $3)', [
    addressId,
    customerId,
    ciphertext,
  ]);
}

/** The ciphertext of an address, locked until the transaction ends. */
export async function lockAddress(
  trx: Trx,
  customerId: string,
  addressId: string,
): Promise<string | undefined> {
  const { rows } = await trx.query<Pick<StoredAddress, 'ciphertext'>>(
    'SELECT sealed AS ciphertext FROM addresses WHERE customer_id = $1 AND address_id = $2 FOR UPDATE',
    [customerId, addressId],
  );
  return rows[0]?.ciphertext;
}

export async function updateAddress(
  trx: Trx,
  customerId: string,
  { addressId, ciphertext }: StoredAddress,
): Promise<void> {
  await trx.query('UPDATE addresses SET sealed = $3 WHERE customer_id = $1 AND address_id = $2', [
    customerId,
    addressId,
    ciphertext,
  ]);
}

/** Deletes an address; false if the account has no such address. */
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

export async function deleteAddresses(trx: Trx, customerId: string): Promise<void> {
  await trx.query('DELETE FROM addresses WHERE customer_id = $1', [customerId]);
}
