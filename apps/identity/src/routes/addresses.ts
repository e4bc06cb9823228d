import { randomBytes } from 'node:crypto';
import { Address, type AddressResource } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { callerIn } from '@commerce/runtime/access';
import { readBody, shape } from '@commerce/runtime/http';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { findPerson } from '../personal/sealed-person.ts';
import { lockAccount } from '../store/accounts.ts';
import { deleteAddress, insertAddress, listAddresses, updateAddress } from '../store/addresses.ts';

/** Most addresses of one account. */
const MAX_ADDRESSES = 20;
const ID_BYTES = 16;
const Body = shape(Address);

/** GET /me/addresses. */
export function listAddressesRoute(deps: IdentityDeps) {
  return async (ctx: Context) => {
    ctx.body = { items: await addressesOf(deps, callerIn(ctx).sub) };
  };
}

/** The addresses of an account in clear. */
export async function addressesOf(
  { database, keys }: IdentityDeps,
  customerId: string,
): Promise<AddressResource[]> {
  const person = await findPerson(database, keys.master, customerId);
  const stored = await listAddresses(database, customerId);
  return stored.map(({ addressId, sealed }) => ({
    id: addressId,
    address: person.openAddress(addressId, sealed),
  }));
}

/** POST /me/addresses. */
export function addAddress({ database, keys }: IdentityDeps) {
  return async (ctx: Context) => {
    const address = await readBody(ctx, Body);
    const { sub } = callerIn(ctx);
    const id = `adr_${randomBytes(ID_BYTES).toString('hex')}`;
    await transaction(database, async (trx) => {
      await lockAccount(trx, sub); // or two at once would pass the bound together
      const person = await findPerson(trx, keys.master, sub);
      if ((await listAddresses(trx, sub)).length >= MAX_ADDRESSES) {
        throw problem('too-many-addresses', `An account has at most ${MAX_ADDRESSES}.`);
      }
      await insertAddress(trx, sub, { addressId: id, sealed: person.sealAddress(id, address) });
    });
    ctx.status = 201;
    ctx.set('location', `/me/addresses/${id}`);
    ctx.body = { id, address };
  };
}

/** PUT /me/addresses/{id}: replaces it. */
export function changeAddress({ database, keys }: IdentityDeps) {
  return async (ctx: Context, { id = '' }: Record<string, string>) => {
    const address = await readBody(ctx, Body);
    const { sub } = callerIn(ctx);
    const changed = await transaction(database, async (trx) => {
      const person = await findPerson(trx, keys.master, sub);
      const sealed = person.sealAddress(id, address);
      return updateAddress(trx, sub, { addressId: id, sealed });
    });
    if (!changed) throw notFound();
    ctx.body = { id, address };
  };
}

/** DELETE /me/addresses/{id}. */
export function removeAddress({ database }: IdentityDeps) {
  return async (ctx: Context, { id = '' }: Record<string, string>) => {
    const { sub } = callerIn(ctx);
    if (!(await transaction(database, (trx) => deleteAddress(trx, sub, id)))) throw notFound();
    ctx.status = 204;
  };
}

const notFound = () => problem('address-not-found', 'You have no address of this id.');
